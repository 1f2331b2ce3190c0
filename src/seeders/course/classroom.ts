import { z } from 'zod';
import * as make from '../../factories/course/index.ts';
import { courseTitles, term, weeks as topics } from '../../factories/course/words/curriculum.ts';
import { defineScenario } from '../scenario.ts';
import { Calendar } from './calendar.ts';
import { addClass } from './class.ts';
import { addFaculty } from './faculty.ts';
import { addWeek } from './week.ts';

const [subject] = courseTitles;

/** What a person who opens the application for the first time would like to see. */
export const classroom = defineScenario({
  name: 'classroom',
  summary: 'One programming course in mid-term: teachers, students, submissions, results and messages.',
  parameters: z.strictObject({
    students: z.int().min(1).max(200).default(24).describe('students in the course'),
    groups: z.int().min(1).max(12).default(3).describe('course groups that the students are spread over'),
    assistants: z.int().min(1).max(12).default(2).describe('study assistants'),
    weeks: z.int().min(1).max(16).default(8).describe('weeks of the term until now; the last is running'),
  }),
  shared(scope, { students, groups, assistants, weeks }) {
    const calendar = new Calendar(scope.at, weeks - 1);
    const faculty = addFaculty(scope, calendar, { lecturers: 2, assistants, students });
    const [lecturer, maintainer] = faculty.lecturers;
    if (!lecturer || !maintainer) throw new RangeError('there are two lecturers');
    const { organization } = faculty;
    const courseFamily = scope.add(make.courseFamily, 0, {
      ...subject,
      organization,
      createdAt: calendar.before(14),
      createdBy: lecturer.id,
    });
    const { title, path } = term(calendar.half.year, calendar.half.half);
    const of = addClass(scope, {
      ...faculty,
      courseFamily,
      title: `${subject.title}, ${title}`,
      path,
      description: subject.description,
      lecturer,
      maintainer,
      groups,
      topics: topics.slice(0, weeks),
      calendar,
      habits: { assignments: 2, questions: 3, reading: 0.45, dropout: 0 },
    });
    for (let w = 0; w < weeks; w++) addWeek(scope.below('week', w), w, of);
  },
});
