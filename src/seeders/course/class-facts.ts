import { Facts } from '../../factories/course/words/text.ts';
import type { Class } from './class.ts';
import { inPercent, taskFacts } from './facts.ts';
import type { History } from './history.ts';
import type { Student } from './members.ts';
import type { Task } from './syllabus.ts';
import { passesAll } from './team-facts.ts';

/** What is so of some students at a task, at a moment: how many have begun, handed in, passed and were graded. */
export function classFacts(
  of: Class,
  task: Task,
  histories: readonly History[],
  students: ReadonlySet<Student>,
  at: Date,
): Facts {
  const isThere = (student: Student): boolean =>
    students.has(student) && (student.leaves === undefined || student.leaves > at);
  let [begun, handedIn, passed, submissions, late, grades, sum] = [0, 0, 0, 0, 0, 0, 0];
  const failed = task.tests.map(() => 0);
  let reports = 0;
  for (const { team, attempts, gradings } of histories) {
    const people = team.filter(isThere).length;
    if (people === 0) continue;
    const tried = attempts.filter((attempt) => attempt.at <= at);
    const last = tried.at(-1);
    if (last === undefined) continue;
    begun += people;
    if (last.outcome === 'tested') {
      reports += 1;
      for (const t of task.tests.keys()) if (last.passed[t] !== true) failed[t] = (failed[t] ?? 0) + 1;
    }
    const submitted = tried.findLast(({ submit }) => submit);
    if (submitted === undefined) continue;
    submissions += 1;
    handedIn += people;
    if (tried.some((attempt) => attempt.submit && passesAll(attempt))) passed += people;
    if (submitted.at > task.deadline) late += 1;
    const grade = gradings.findLast((grading) => grading.at <= at)?.grade;
    if (grade === undefined) continue;
    grades += 1;
    sum += grade;
  }
  const members = [...students].filter(isThere).length;
  const most = Math.max(0, ...failed);
  const isHard = most > 2 && failed.filter((n) => n === most).length === 1;
  return new Facts(taskFacts(of, task, at), {
    is: {
      mostBegun: begun > members / 2,
      fewBegun: begun > 0 && begun < 0.4 * members,
      someHandedIn: submissions > 1 && handedIn < members,
      noneHandedIn: submissions === 0,
      mostHandedIn: handedIn > members / 2 && handedIn < members,
      someMissing: handedIn < members,
      severalLate: late > 1,
      mostPassed: passed > members / 2,
      fewPassed: passed > 0 && passed < members / 3,
      hasHardest: isHard,
      mostFailHardest: isHard && most > reports / 2,
      noneGraded: grades === 0,
      someGraded: grades > 1,
      someUngraded: grades < submissions,
      allGraded: submissions > 0 && grades === submissions,
      severalMembers: members > 1,
    },
    values: {
      begun: String(begun),
      handedIn: String(handedIn),
      passed: String(passed),
      members: String(members),
      late: String(late),
      graded: String(grades),
      mean: inPercent(sum / Math.max(1, grades)),
      hardest: isHard ? task.tests[failed.indexOf(most)]?.name : undefined,
    },
  });
}
