import { z } from 'zod';
import type { CourseFamily } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/course/index.ts';
import { subjects, term } from '../../factories/course/words/curriculum.ts';
import { nth } from '../../factories/nth.ts';
import type { Key } from '../../random/key.ts';
import { permute } from '../../random/permutation.ts';
import { defineScenario } from '../scenario.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { Calendar } from './calendar.ts';
import { addClass, type Class } from './class.ts';
import { addFaculty, type Faculty } from './faculty.ts';
import { addWeek } from './week.ts';

/** The courses of each family. Shares are of the faculty's students, of whom each is in one of them at most. */
const tracks = [
  { title: 'Computer Science', path: 'cs', share: 0.28, assignments: 2, questions: 7 },
  { title: 'Engineering', path: 'eng', share: 0.21, assignments: 1, questions: 5 },
  { title: 'Teacher Training', path: 'edu', share: 0.13, assignments: 1, questions: 3 },
] as const;

const COURSES = subjects.length * tracks.length;
const STUDENTS_AN_ASSISTANT = 40;
const STUDENTS_A_GROUP = 25;

/** What all courses have in common. */
interface Term {
  readonly calendar: Calendar;
  readonly faculty: Faculty;
  readonly families: readonly { readonly row: RowOf<CourseFamily>; readonly key: Key }[];
}

/** What staging needs: people in several courses, and whatever there is in mid-term. */
export const semester = defineScenario({
  name: 'semester',
  summary:
    'A faculty in mid-term: 12 courses of 4 families, late work, dropouts, graded and not, weeks to come.',
  parameters: z.strictObject({
    students: z.int().min(30).max(20_000).default(1_200).describe('students of the faculty'),
    weeks: z.int().min(3).max(12).default(12).describe('weeks of the term, two thirds of them until now'),
  }),
  shared(scope, { students, weeks }): Term {
    const calendar = new Calendar(scope.now, Math.floor((2 * weeks) / 3) - 1);
    const assistants = Math.ceil(students / 30);
    const faculty = addFaculty(scope, calendar, { lecturers: 10, assistants, students });
    const { organization, lecturers } = faculty;
    const families = subjects.map(({ title, path, description }, f) => {
      const written = { createdAt: calendar.before(49), createdBy: nth(lecturers, f).id };
      const row = scope.add(make.courseFamily, f, { ...written, organization, title, path, description });
      return { row, key: scope.address.child('members', f).key };
    });
    return { calendar, faculty, families };
  },
  // A unit a course.
  units: () => COURSES,
  unit(scope, { weeks }, k, shared) {
    const of = addCourse(scope, weeks, k, shared);
    for (let w = 0; w <= shared.calendar.running; w++) addWeek(scope.below('week', w), w, of);
  },
});

function addCourse(scope: Scope, weeks: number, k: number, { calendar, faculty, families }: Term): Class {
  const t = k % tracks.length;
  const track = nth(tracks, t);
  const family = nth(families, Math.floor(k / tracks.length));
  const subject = nth(subjects, Math.floor(k / tracks.length));
  const { title, path } = term(calendar.half.year, calendar.half.half);
  const { lecturers, assistants, learners: all } = faculty;
  // The permutation of a family puts each student in one place, and its courses take one stretch each.
  const sizes = tracks.map(({ share }) => Math.floor(share * all.length));
  const learners = times(sizes[t] ?? 0, (i) =>
    nth(all, permute(family.key, all.length, sum(sizes.slice(0, t)) + i)),
  );
  const assistantsOf = (size: number): number => Math.ceil(size / STUDENTS_AN_ASSISTANT);
  const before = times(k, (earlier) => assistantsOf(sizes[earlier % tracks.length] ?? 0));
  return addClass(scope, {
    ...faculty,
    courseFamily: family.row,
    title: `${subject.title} for ${track.title}, ${title}`,
    path: `${path}${track.path}`,
    description: subject.description,
    // Staff take turns: no person is in a course twice, and most are in several.
    lecturer: nth(lecturers, k),
    maintainer: nth(lecturers, k + 3),
    assistants: times(assistantsOf(learners.length), (i) => nth(assistants, sum(before) + i)),
    learners,
    groups: Math.ceil(learners.length / STUDENTS_A_GROUP),
    topics: subject.topics.slice(0, weeks),
    calendar,
    habits: { assignments: track.assignments, questions: track.questions, reading: 0.12, dropout: 0.15 },
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
