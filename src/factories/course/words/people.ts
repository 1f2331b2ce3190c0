import words from './people.json' with { type: 'json' };

/** Bios of students, in their own voice. */
export const { studentBios } = words;

/** Bios of lecturers and assistants. */
export const { teacherBios } = words;

/** First halves of a nickname, lower-case ascii; with the nouns they make 3,600 pairs. */
export const { nicknameAdjectives } = words;

/** Second halves of a nickname. */
export const { nicknameNouns } = words;

export const { studyProgrammes } = words;
