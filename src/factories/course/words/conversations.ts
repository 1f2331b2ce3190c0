import words from './conversations.json' with { type: 'json' };
/**
 * What people write in a course's forum, by kind. `{assignment}` stands for the title of an assignment,
 * `{week}` for the title of a week.
 */

/** Questions of students about an assignment, each with an answer of an assistant to exactly this question. */
export const { threads } = words;

/** Questions of students about a quiz, whose title stands for `{assignment}`, each with its answer. */
export const { quizThreads } = words;

/** Announcements of lecturers to the whole course. */
export const { announcements } = words;

/** Feedback of an assistant to a single member. */
export const { memberNotes } = words;

/** Notes to the members of one course group. */
export const { groupNotes } = words;

/**
 * Puts titles into a message; a placeholder without a value stays as it is.
 *
 * @example fill('How long is {assignment}?', { assignment: 'Leap Years' }) // 'How long is Leap Years?'
 */
export function fill(template: string, titles: { assignment?: string; week?: string }): string {
  // a function as replacement, because a string would give `$&` in a title a meaning
  return template
    .replaceAll('{assignment}', (placeholder) => titles.assignment ?? placeholder)
    .replaceAll('{week}', (placeholder) => titles.week ?? placeholder);
}
