import * as make from '../../factories/course/index.ts';
import { subjects, term } from '../../factories/course/words/curriculum.ts';
import type { Scope } from '../scope.ts';
import { Calendar, type TermChoice } from './calendar.ts';
import { addClass, type Class } from './class.ts';
import { addFaculty } from './faculty.ts';
import type { Habits } from './habits.ts';

interface Size extends TermChoice {
  readonly students: number;
  readonly groups: number;
  readonly assistants: number;
  readonly weeks: number;
}

const [subject] = subjects;

/** Adds a university with one course, the introduction to programming, ready for its weeks. */
export function addIntroduction(scope: Scope, size: Size, habits: Habits): Class {
  const { students, groups, assistants, weeks } = size;
  const calendar = new Calendar({ ...size, now: scope.now, running: weeks - 1 });
  const faculty = addFaculty(scope, calendar, { lecturers: 2, assistants, students });
  const [lecturer, maintainer] = faculty.lecturers;
  if (!lecturer || !maintainer) throw new RangeError('there are two lecturers');
  const { title, description, language, topics } = subject;
  const courseFamily = scope.add(make.courseFamily, 0, {
    title,
    path: subject.path,
    description,
    organization: faculty.organization,
    createdAt: calendar.before(14),
    createdBy: lecturer.id,
  });
  const now = term(calendar.half.year, calendar.half.half);
  return addClass(scope, {
    ...faculty,
    courseFamily,
    title: `${title}, ${now.title}`,
    path: now.path,
    description,
    language,
    lecturer,
    maintainer,
    groups,
    topics: topics.slice(0, weeks),
    calendar,
    habits,
  });
}
