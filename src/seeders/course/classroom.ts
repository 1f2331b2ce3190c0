import { z } from 'zod';
import { defineScenario } from '../scenario.ts';
import { FRIDAY_NIGHT, termParameters } from './calendar.ts';
import { habitParameters, habitsOf } from './habits.ts';
import { addIntroduction } from './introduction.ts';
import { addWeek } from './week.ts';

/** What a person who opens the application for the first time would like to see. */
export const classroom = defineScenario({
  name: 'classroom',
  summary: 'One programming course in mid-term: teachers, students, submissions, results and messages.',
  parameters: z.strictObject({
    students: z.int().min(1).max(200).default(24).describe('students in the course'),
    groups: z.int().min(1).max(12).default(3).describe('course groups that the students are spread over'),
    assistants: z.int().min(1).max(12).default(2).describe('study assistants'),
    weeks: z
      .int()
      .min(1)
      .max(16)
      .default(8)
      .describe('weeks of the term, of which the last one runs now unless `start` says else'),
    ...termParameters,
    ...habitParameters,
    dropout: habitParameters.dropout.default(0.08),
  }),
  shared(scope, parameters) {
    const habits = habitsOf(parameters, { assignments: 2, questions: 3, reading: 0.45, due: FRIDAY_NIGHT });
    const course = addIntroduction(scope, parameters, habits);
    for (let w = 0; w < parameters.weeks; w++) addWeek(scope.below('week', w), w, course);
  },
});
