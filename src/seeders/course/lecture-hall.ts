import { z } from 'zod';
import { defineScenario } from '../scenario.ts';
import { FRIDAY_NIGHT, termParameters } from './calendar.ts';
import { habitParameters, habitsOf } from './habits.ts';
import { addIntroduction } from './introduction.ts';
import { addWeek } from './week.ts';

/** One large course: enough rows for lists, pages and statistics of an application to matter. */
export const lectureHall = defineScenario({
  name: 'lecture-hall',
  summary:
    'One large programming course near its end: hundreds of students, a busy forum, some who dropped out.',
  parameters: z.strictObject({
    students: z.int().min(20).max(5_000).default(400).describe('students in the course'),
    groups: z.int().min(1).max(200).default(16).describe('course groups that the students are spread over'),
    assistants: z.int().min(1).max(100).default(8).describe('study assistants'),
    weeks: z
      .int()
      .min(1)
      .max(16)
      .default(12)
      .describe('weeks of the term, of which the last one runs now unless `start` says else'),
    ...termParameters,
    ...habitParameters,
  }),
  shared: (scope, parameters) =>
    addIntroduction(
      scope,
      parameters,
      habitsOf(parameters, { assignments: 1, questions: 8, reading: 0.12, due: FRIDAY_NIGHT }),
    ),
  // A unit a week, so that not all of the term is in memory at once.
  units: ({ weeks }) => weeks,
  unit: (scope, _, week, course) => addWeek(scope, week, course),
});
