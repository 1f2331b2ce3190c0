import type { ExecutionBackend, Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import { executionBackends } from '../../factories/course/words/backends.ts';
import { nth } from '../../factories/nth.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addAccess } from './access.ts';
import { addBackend } from './backend.ts';
import type { Calendar } from './calendar.ts';
import { addInstitution } from './institution.ts';
import { addStudent, addTeacher, type UserRow } from './people.ts';

interface Size {
  readonly lecturers: number;
  readonly assistants: number;
  readonly students: number;
}

/** A faculty of a university with its teachers and students, before its first course. */
export interface Faculty {
  readonly lecturers: readonly UserRow[];
  readonly assistants: readonly UserRow[];
  readonly learners: readonly UserRow[];
  readonly organization: RowOf<Organization>;
  /** Runs code. */
  readonly code: RowOf<ExecutionBackend>;
  readonly quiz: RowOf<ExecutionBackend>;
  /** When it was founded. */
  readonly founded: Date;
}

const codeBackend = nth(executionBackends, 0);
const quizBackend = nth(executionBackends, 11);

/** Adds a university with its people, their access, and the systems that test what students hand in. */
export function addFaculty(scope: Scope, calendar: Calendar, size: Size): Faculty {
  const founded = calendar.before(399);
  const administrator = addTeacher(scope, 0, founded);
  const lecturers = times(size.lecturers, (i) => addTeacher(scope, 1 + i, founded));
  const assistants = times(size.assistants, (i) =>
    addTeacher(scope, 1 + size.lecturers + i, calendar.before(56)),
  );
  const learners = times(size.students, (i) =>
    addStudent(scope, 1 + size.lecturers + size.assistants + i, calendar.before(10)),
  );
  // Once all people are there.
  const createdAt = calendar.before(49);
  addAccess(scope, createdAt, { administrator, lecturers, tutors: assistants });
  const [organization] = addInstitution(scope, 0, founded);
  const code = addBackend(scope, 0, codeBackend, founded);
  const quiz = addBackend(scope, 1, quizBackend, founded);
  return { lecturers, assistants, learners, organization, code, quiz, founded };
}
