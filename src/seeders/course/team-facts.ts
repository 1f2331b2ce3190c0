import { Facts, type FactsPart } from '../../factories/course/words/text.ts';
import { after, DAY, MINUTE, SECOND } from '../../random/clock.ts';
import type { Attempt } from './attempts.ts';
import type { Class } from './class.ts';
import { inPercent, inWords, taskFacts, weekdayAndDate } from './facts.ts';
import type { History } from './history.ts';
import type { Student } from './members.ts';
import type { Task } from './syllabus.ts';

/** By then every run has ended that ends at all. */
const RUN = 150 * SECOND;

/** The first moment from that one on at which no run of the team is under way. */
export function settled({ attempts }: History, at: Date): Date {
  let moment = at;
  for (const attempt of attempts) {
    if (attempt.at > moment) break;
    if (after(attempt.at, RUN) > moment) moment = after(attempt.at, RUN);
  }
  return moment;
}

export const passesAll = ({ outcome, passed }: Attempt): boolean =>
  outcome === 'tested' && passed.every((one) => one);

/** What the tests say of a run; one of the failing tests (`which` from 0 to 1) is the one that is spoken of. */
export function reportFacts(
  task: Task,
  attempt: Attempt | undefined,
  failures: readonly string[],
  which: number,
): FactsPart {
  const total = task.tests.length;
  const tested = attempt?.outcome === 'tested';
  const failing = tested ? task.tests.filter((_, t) => attempt.passed[t] !== true) : [];
  const passed = total - failing.length;
  const spoken = Math.floor(which * failing.length);
  const test = failing[spoken];
  const message = test && failures[task.tests.indexOf(test)];
  const error = message === undefined ? undefined : /\b[A-Z][a-z]\w*(?:Error|Exception)\b/.exec(message)?.[0];
  return {
    is: {
      tested,
      passesAll: tested && failing.length === 0,
      someFailing: failing.length > 0,
      failsOne: failing.length === 1,
      failsTwo: failing.length === 2,
      failsSeveral: failing.length > 1 && failing.length < total,
      failsAll: failing.length === total,
      mostPass: failing.length < total / 2,
      fewPass: failing.length > total / 2,
      broken: attempt?.outcome === 'broken',
      noReport: attempt !== undefined && !tested && attempt.outcome !== 'broken',
      answered: message !== undefined && message !== 'no answer',
      error: error !== undefined,
      value: message !== undefined && /\bexpected\b/.test(message),
      tooSlow: message !== undefined && /time limit|timed out/i.test(message),
      shortMessage: message !== undefined && message.length <= 60 && !message.includes('\n'),
    },
    values: {
      test: test?.name,
      another: failing[(spoken + 1) % Math.max(1, failing.length)]?.name,
      first: task.tests[0]?.name,
      last: task.tests.at(-1)?.name,
      message,
      error,
      passed: tested ? String(passed) : undefined,
      failing: tested ? String(failing.length) : undefined,
      count: failing.length > 1 ? inWords(failing.length) : undefined,
      others: failing.length > 1 ? inWords(failing.length - 1) : undefined,
    },
  };
}

/** What is so of a team at a task, at a moment at which none of its runs is under way. */
export function teamFacts(of: Class, task: Task, history: History, at: Date, which: number): Facts {
  const { extension } = history;
  const tried = history.attempts.filter((attempt) => attempt.at <= at);
  const last = tried.at(-1);
  const graded = history.gradings.filter((grading) => grading.at <= at);
  const granted = extension !== undefined && extension.at <= at;
  return new Facts(
    taskFacts(of, task, at),
    reportFacts(task, last, history.failures, which),
    triesFacts(task, history.team, tried),
    gradeFacts(graded),
    {
      is: {
        ungraded: graded.length === 0,
        extensionGranted: granted && extension.until > at,
        noExtension: extension === undefined,
      },
      values: { extended: granted ? weekdayAndDate(of.calendar, extension.until) : undefined },
    },
  );
}

/** What is so of the runs of a team until a moment. */
export function triesFacts(task: Task, team: readonly Student[], tried: readonly Attempt[]): FactsPart {
  const last = tried.at(-1);
  const before = tried.at(-2);
  const handedIn = tried.findLast(({ submit }) => submit);
  const gaps = tried.slice(1).map(({ at }, i) => at.getTime() - (tried[i]?.at.getTime() ?? 0));
  const people = new Set(tried.map(({ by }) => by.member.id)).size;
  const count = (attempt: Attempt): number => attempt.passed.filter((one) => one).length;
  const bestBefore = Math.max(0, ...tried.slice(0, -1).map(count));
  const first = tried[0];
  return {
    is: {
      alone: team.length === 1,
      team: team.length > 1,
      pair: team.length === 2,
      oneDoesAll: people === 1,
      bothTry: people === team.length,
      notBegun: tried.length === 0,
      tried: tried.length > 0,
      triedOften: tried.length > 5,
      firstTry: tried.length === 1 && handedIn !== undefined,
      hurried: gaps.length > 2 && gaps.slice(-3).every((gap) => gap < 8 * MINUTE),
      startedEarly: first !== undefined && task.deadline.getTime() - first.at.getTime() > 3 * DAY,
      runsUsedUp: tried.length > 0 && tried.length === task.content.maxTestRuns,
      gotWorse: last?.outcome === 'tested' && before?.outcome === 'tested' && count(last) < count(before),
      wasBetter: last?.outcome === 'tested' && count(last) < bestBefore,
      improved: first?.outcome === 'tested' && last?.outcome === 'tested' && count(last) - count(first) >= 4,
      handedIn: handedIn !== undefined,
      notHandedIn: handedIn === undefined,
      inTime: handedIn !== undefined && handedIn.at <= task.deadline,
      handedInLate: handedIn !== undefined && handedIn.at > task.deadline,
      handedInBroken: handedIn?.outcome === 'broken',
    },
    values: {
      attempts: tried.length > 1 ? inWords(tried.length) : undefined,
      runs: String(tried.length),
      members: inWords(team.length),
    },
  };
}

/** What is so of the gradings until a moment. */
function gradeFacts(graded: History['gradings']): FactsPart {
  const last = graded.at(-1);
  const grade = last?.grade ?? 0;
  return {
    is: {
      graded: last !== undefined,
      regraded: graded.length > 1,
      belowFull: last !== undefined && grade < 0.95,
      topGrade: grade >= 0.95,
      highGrade: grade >= 0.85,
      lowGrade: last !== undefined && grade < 0.5,
    },
    values: {
      grade: last && inPercent(grade),
      gradeBefore: inPercent(graded.at(-2)?.grade ?? 0),
    },
  };
}
