import type { Group } from '../../entities/course/access.ts';
import type { ExecutionBackend, Organization } from '../../entities/course/catalog.ts';
import type { RowOf } from '../../entities/row.ts';
import { userGroups } from '../../factories/course/words/access.ts';
import { executionBackends } from '../../factories/course/words/backends.ts';
import { nth } from '../../factories/nth.ts';
import { after, MINUTE } from '../../random/clock.ts';
import type { Scope } from '../scope.ts';
import { times } from '../times.ts';
import { addAccess } from './access.ts';
import { addBackend } from './backend.ts';
import type { Calendar } from './calendar.ts';
import { addCampus } from './campus.ts';
import type { Outage } from './class.ts';
import { addInstitution } from './institution.ts';
import { addStudent, addTeacher, type Learner } from './people.ts';
import { assistantAsStudent, personasOf, studentPersonas } from './personas.ts';
import type { UserRow } from './user.ts';

interface Size {
  readonly lecturers: number;
  readonly assistants: number;
  readonly students: number;
  /** Faculties of the university, computer science first; four where left out. */
  readonly faculties?: number;
  /** How many assistants and students beside the personas have been there since that earlier term. */
  readonly seniors?: { readonly assistants: number; readonly students: number; readonly calendar: Calendar };
  /** The systems that run code, by their slugs; the first is always there. */
  readonly backends?: readonly string[];
}

/** A faculty of a university with its teachers and students, before its first course. */
export interface Faculty {
  readonly lecturers: readonly UserRow[];
  readonly assistants: readonly UserRow[];
  readonly learners: readonly Learner[];
  /** How many of the first learners are personas. */
  readonly knownLearners: number;
  /** The first assistant, as one who takes courses, too. */
  readonly studyingAssistant: Learner;
  /** Who was there in an earlier term. */
  readonly seniors: { readonly assistants: readonly UserRow[]; readonly learners: readonly Learner[] };
  readonly organization: RowOf<Organization>;
  /** All faculties, that one first. */
  readonly organizations: readonly RowOf<Organization>[];
  /** Of all who assist in a course. */
  readonly tutors: RowOf<Group>;
  /** Runs code. */
  readonly code: RowOf<ExecutionBackend>;
  /** All that run code, in the order in which they were asked for. */
  readonly backends: readonly RowOf<ExecutionBackend>[];
  readonly quiz: RowOf<ExecutionBackend>;
  readonly outage: Outage;
}

const codeBackend = nth(executionBackends, 0);
const quizBackend = nth(executionBackends, 11);

/** Adds a university with its people, their access, and the systems that test what students hand in. */
export function addFaculty(scope: Scope, calendar: Calendar, size: Size): Faculty {
  const { seniors, backends: slugs = [codeBackend.slug] } = size;
  const personas = personasOf(scope.address.namespace);
  const founded = calendar.before(399);
  const first = { calendar, from: founded };
  const administrator = addTeacher(scope, 0, first, personas.administrator);
  const known = [personas.owner, personas.lecturer];
  const lecturers = times(size.lecturers, (i) => addTeacher(scope, 1 + i, first, known[i]));
  const hired = { calendar, from: calendar.before(56) };
  const studyingAssistant = addStudent(scope, 1 + size.lecturers, hired, assistantAsStudent(personas));
  const assistants = [
    studyingAssistant.user,
    ...times(size.assistants - 1, (i) =>
      addTeacher(scope, 2 + size.lecturers + i, i < (seniors?.assistants ?? 0) ? first : hired),
    ),
  ];
  const students = studentPersonas(personas);
  const firstOthers = students.length + (seniors?.students ?? 0);
  const matriculated = (i: number) => {
    const term = seniors && i >= students.length && i < firstOthers ? seniors.calendar : calendar;
    return { calendar: term, from: term.before(14) };
  };
  const people = 1 + size.lecturers + size.assistants;
  const learners = times(size.students, (i) => addStudent(scope, people + i, matriculated(i), students[i]));
  // Once all people are there.
  const createdAt = calendar.before(49);
  const groups = addAccess(scope, createdAt, { administrator, lecturers, tutors: assistants });
  const [top, organization, ...others] = addInstitution(scope, 0, founded, size.faculties);
  const backends = slugs.map((slug, n) => {
    const words = executionBackends.find((backend) => backend.slug === slug) ?? codeBackend;
    return addBackend(scope, n === 0 ? 0 : 1 + n, words, founded);
  });
  const quiz = addBackend(scope, 1, quizBackend, founded);
  addCampus(scope, { calendar, administrator, top, firstPerson: people + size.students });
  return {
    lecturers,
    assistants,
    learners,
    knownLearners: Math.min(students.length, learners.length),
    studyingAssistant,
    seniors: {
      assistants: assistants.slice(1, 1 + (seniors?.assistants ?? 0)),
      learners: learners.slice(students.length, firstOthers),
    },
    organization,
    organizations: [organization, ...others],
    // There is such a group among the words.
    tutors: nth(
      groups,
      userGroups.findIndex(({ slug }) => slug === 'tutors'),
    ),
    code: nth(backends, 0),
    backends,
    quiz,
    outage: outageOf(scope, calendar),
  };
}

/** Some hours of one evening of the term, in which nothing is tested. */
function outageOf(scope: Scope, calendar: Calendar): Outage {
  const random = scope.random('outage');
  const week = random.integer(Math.min(1, calendar.weeks - 1), Math.max(0, Math.floor(calendar.weeks / 2)));
  const from = calendar.on(week, random.integer(1, 3), 18, random.integer(0, 59));
  return { from, to: after(from, random.integer(150, 300) * MINUTE) };
}
