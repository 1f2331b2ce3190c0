import { z } from 'zod';
import * as make from '../../factories/course/index.ts';
import { executionBackends } from '../../factories/course/words/backends.ts';
import { courseGroupTitle, courseTitles, term } from '../../factories/course/words/curriculum.ts';
import { after, DAY, WEEK } from '../../random/clock.ts';
import { defineScenario } from '../scenario.ts';
import { addAccess } from './access.ts';
import { Calendar } from './calendar.ts';
import { addConversations } from './conversations.ts';
import { addInstitution } from './institution.ts';
import { addStudent, addTeacher } from './people.ts';
import { addSubmissions } from './submissions.ts';
import { addSyllabus } from './syllabus.ts';

const [subject] = courseTitles;
const codeBackend = executionBackends[0];
const quizBackend = executionBackends[11];

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
  shared(scope, { students: size, groups, assistants, weeks }) {
    const calendar = new Calendar(scope.at, weeks);
    const founded = after(calendar.week(0), -400 * DAY);
    const hired = after(calendar.week(0), -60 * DAY);
    const enrolled = after(calendar.week(0), -10 * DAY);
    const prepared = after(calendar.week(0), -2 * WEEK);

    const administrator = addTeacher(scope, 0, founded);
    const lecturer = addTeacher(scope, 1, founded);
    const maintainer = addTeacher(scope, 2, founded);
    const tutors = times(assistants, (i) => addTeacher(scope, 3 + i, hired));
    const learners = times(size, (i) => addStudent(scope, 3 + assistants + i, enrolled));
    addAccess(scope, founded, { administrator, lecturers: [lecturer, maintainer], tutors });

    const [organization] = addInstitution(scope, 0, founded);
    const written = { createdAt: prepared, createdBy: lecturer.id };
    const courseFamily = scope.add(make.courseFamily, 0, { ...written, ...subject, organization });
    const { year, half } = calendar.half;
    const { title, path } = term(year, half);
    const course = scope.add(make.course, 0, {
      ...written,
      courseFamily,
      path,
      title: `${subject.title}, ${title}`,
      description: subject.description,
    });
    const code = scope.add(make.executionBackend, 0, { ...codeBackend, createdAt: founded });
    const quiz = scope.add(make.executionBackend, 1, { ...quizBackend, createdAt: founded });
    for (const [n, executionBackend] of [code, quiz].entries()) {
      scope.add(make.courseExecutionBackend, n, { course, executionBackend, createdAt: prepared });
    }

    const courseGroups = times(groups, (n) =>
      scope.add(make.courseGroup, n, { ...written, course, title: courseGroupTitle(n) }),
    );
    const staff = [
      { user: lecturer, courseRole: '_owner' },
      { user: maintainer, courseRole: '_maintainer' },
      ...tutors.map((user) => ({ user, courseRole: '_study_assistant' })),
    ];
    for (const [n, who] of staff.entries()) {
      scope.add(make.courseMember, n, { ...who, course, createdAt: prepared });
    }
    const students = learners.map((user, i) => {
      const courseGroup = courseGroups[i % groups] ?? null;
      const place = { user, course, courseGroup, courseRole: '_student', createdAt: enrolled };
      return { user, member: scope.add(make.courseMember, staff.length + i, place) };
    });

    const tasks = addSyllabus(scope, { course, code, quiz, author: lecturer.id, weeks, calendar });
    const members = students.map(({ member }) => member);
    for (const [t, task] of tasks.entries()) {
      addSubmissions(scope.below('task', t), task, members, tutors, calendar);
    }
    for (let w = 0; w < weeks; w++) {
      addConversations(scope, w, {
        course,
        lecturer,
        assistants: tutors,
        students,
        courseGroups,
        tasks,
        calendar,
      });
    }
  },
});

const times = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));
