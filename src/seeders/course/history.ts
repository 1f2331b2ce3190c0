import { after, DAY, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { logistic, lognormal, normal } from '../latent.ts';
import type { Scope } from '../scope.ts';
import { type Attempt, hasReport, type Outcome } from './attempts.ts';
import type { Class } from './class.ts';
import { type Grading, gradingsOf } from './gradings.ts';
import type { Student } from './members.ts';
import { resubmission } from './resubmission.ts';
import type { Task } from './syllabus.ts';

/** What a team did with one task from the beginning to the end, whenever it is looked at. */
export interface History {
  readonly team: readonly Student[];
  /** When its repository was made. */
  readonly createdAt: Date;
  /** In the order of their time, at different moments; none where it never began. */
  readonly attempts: readonly Attempt[];
  /** What each test says when it fails: a mistake that was made once is made again. */
  readonly failures: readonly string[];
  /** Until when it may hand in after the deadline, and when that was granted. */
  readonly extension: { readonly until: Date; readonly at: Date } | undefined;
  /** In the order of their time. */
  readonly gradings: readonly Grading[];
}

/** A team that is at a task. */
interface Work {
  readonly of: Class;
  readonly task: Task;
  readonly team: readonly Student[];
  readonly ability: number;
  readonly earliness: number;
  readonly createdAt: Date;
}

/**
 * What a team did with a task. It hangs on the place of the team and on who they are, not on the reference time.
 *
 * @param place the team's place in the dataset
 * @param copied what it ends with is what that team did, soon after it
 */
export function historyOf(
  place: Scope,
  of: Class,
  task: Task,
  team: readonly Student[],
  copied?: History,
): History {
  const { calendar } = of;
  const random = place.random('history');
  const opened = calendar.on(task.week, 0, 7);
  const createdAt = calendar.study.between(opened, after(opened, DAY), random.unit());
  const mean = (value: (student: Student) => number): number =>
    team.reduce((sum, student) => sum + value(student), 0) / team.length;
  // Two know more than one.
  const ability = mean((student) => student.ability) + 0.35 * (team.length - 1);
  const work: Work = {
    of,
    task,
    team,
    ability,
    earliness: mean(({ traits }) => traits.earliness),
    createdAt,
  };
  const failures = failuresOf(place.random('failures'), task);
  const idle = { team, createdAt, failures, attempts: [], extension: undefined, gradings: [] };
  if (!begins(random, work)) return idle;

  const runs = runsOf(place.random('runs'), work);
  const late = isLate(random, work);
  const own = timed(place.random('times'), work, runs, late);
  const attempts = present(copied ? copying(place.random('copying'), task, own, copied) : own, team);
  const extension = late ? extensionOf(place.random('extension'), work, attempts) : undefined;
  const gradings = gradingsOf(place.random('grading'), of, { task, ability, attempts, extension });
  const again = resubmission(place.random('again'), { of, task, team, attempts, gradings });
  if (again === undefined) return { ...idle, attempts, extension, gradings };
  return {
    ...idle,
    attempts: [...attempts, ...again.attempts],
    extension,
    gradings: [...gradings, again.grading],
  };
}

/** For each test one of its messages, the usual one for most. */
const failuresOf = (random: Stream, { tests }: Task): string[] =>
  tests.map(({ failure, otherFailures = [] }) =>
    random.chance(0.5) ? failure : random.pick([failure, ...otherFailures]),
  );

/** Fewer do from week to week, and the weak and the late give up first. */
function begins(random: Stream, { of, task, ability, earliness }: Work): boolean {
  const { weeks } = of.calendar;
  const fatigue = weeks > 1 ? task.week / (weeks - 1) : 0;
  return random.chance(logistic(3 + 0.7 * ability + 0.5 * earliness - 1.7 * fatigue));
}

/**
 * Attempts of which the last has, minutes after a team handed in, the same tests passed and failed. As they were where
 * that team got everything right, for then it cannot be told.
 */
function copying(
  random: Stream,
  { deadline }: Task,
  own: readonly Attempt[],
  copied: History,
): readonly Attempt[] {
  const source = copied.attempts.findLast(({ submit }) => submit);
  const last = own.at(-1);
  if (!last?.submit || source?.outcome !== 'tested' || source.passed.every((did) => did)) return own;
  const at = after(source.at, random.integer(4 * 60, 50 * 60) * SECOND);
  if (at > deadline || at < (own[0]?.at ?? at)) return own;
  const before = own.slice(0, -1).filter((attempt) => attempt.at < after(at, -2 * MINUTE));
  return [...before, { ...last, at, outcome: 'tested', passed: source.passed }];
}

type Run = Pick<Attempt, 'outcome' | 'passed' | 'submit'>;

/** How many of those who do not get it right end with a program that does not end. */
const TIMES_OUT = 0.015;

/** For what is late, more often than not, where that was known before. */
function extensionOf(random: Stream, { of, task }: Work, attempts: readonly Attempt[]): History['extension'] {
  const last = attempts.at(-1)?.at ?? task.deadline;
  if (last < after(task.deadline, 2 * DAY) || !random.chance(0.6)) return undefined;
  const at = of.calendar.office.after(task.deadline, -random.integer(2, 40));
  return {
    until: after(task.deadline, 7 * Math.ceil((last.getTime() - task.deadline.getTime()) / (7 * DAY)) * DAY),
    at,
  };
}

/** What the runs of a team gave, until all tests passed or it gave up. */
function runsOf(random: Stream, { task, team, ability }: Work): Run[] {
  const { tests, quiz } = task;
  const { maxTestRuns, maxSubmissions } = task.content;
  const ease = 1.9 * ability - 1.5 * task.difficulty + 0.5 * normal(random);
  const rightAtOnce = random.chance(logistic(1.1 * ease - 1.5));
  const persistence = team.reduce((sum, { traits }) => sum + traits.persistence, 0) / team.length;
  const tries = random.chance(0.1)
    ? 1
    : 1 + Math.ceil(lognormal(random, 2.3 * Math.exp(0.2 * persistence), 1.08));
  const wanted = rightAtOnce ? 1 : quiz ? Math.min(tries, 2) : tries;
  const count = Math.min(wanted, maxTestRuns ?? wanted);
  const solved = rightAtOnce || (count > 1 && random.chance(logistic(0.75 + 2.2 * ease)));

  // From which part of the work on each test passes; what is hard for one team stays so for it.
  const reached = tests.map(({ difficulty }) => logistic(1.2 * difficulty - ease + 0.7 * normal(random)));
  const last = reached.indexOf(Math.max(...reached));
  const early = random.chance(0.15) ? random.integer(1, Math.max(1, count - 2)) : count;
  return Array.from({ length: count }, (_, a): Run => {
    const isLast = a === count - 1;
    const progress = (0.25 + 0.75 * ((a + 1) / count)) * (solved ? 1 : 0.9);
    const usual = outcomeOf(random, { quiz, canBreak: !isLast || !solved, first: a === 0, ability });
    const timesOut = isLast && !solved && !quiz && random.chance(TIMES_OUT);
    const outcome = timesOut ? 'timedOut' : usual;
    const slips = !isLast && random.chance(0.03) ? random.integer(0, tests.length - 1) : -1;
    const passed = tests.map((_test, t) => {
      if (outcome !== 'tested' || t === slips) return false;
      return t === last ? solved && isLast : (solved && isLast) || (reached[t] ?? 1) <= progress;
    });
    const again = a === early && count > 2 && outcome === 'tested' && (maxSubmissions ?? 1) > 1;
    const handsIn = solved || (hasReport(outcome) && random.chance(0.95));
    return { outcome, passed, submit: isLast ? handsIn : again };
  });
}

interface RunState {
  readonly quiz: boolean;
  readonly canBreak: boolean;
  readonly first: boolean;
  readonly ability: number;
}

/** A quiz is answered in the browser, where nothing can be misspelt. */
function outcomeOf(random: Stream, { quiz, canBreak, first, ability }: RunState): Outcome {
  const [breaks, stops] = [random.unit(), random.unit()];
  if (quiz || !canBreak) return 'tested';
  if (breaks < logistic((first ? -0.6 : -1.9) - 0.3 * ability)) return 'broken';
  if (stops < 0.02) return 'failed';
  if (stops < 0.027) return 'crashed';
  return stops < 0.035 ? 'cancelled' : stops < 0.039 ? 'forgotten' : 'tested';
}

/** Some people are late again and again. */
function isLate(random: Stream, { of, ability, earliness }: Work): boolean {
  const { lateness } = of.habits;
  if (lateness === 0) return false;
  const usual = Math.log(lateness / (1 - lateness)) - 0.45;
  return random.chance(logistic(usual - 1.3 * earliness - 0.2 * ability));
}

/** How long before the deadline (hours of study) people sit down: most in the last day, some in the last hour. */
function lead(random: Stream, procrastination: number, earliness: number, window: number): number {
  if (!random.chance(procrastination)) return window * random.unit();
  if (random.chance(logistic(-1.3 - 0.6 * earliness))) return -1.4 * Math.log(1 - random.unit());
  return lognormal(random, 28 * Math.exp(0.45 * earliness), 0.88);
}

/** Gives the runs their times: in a few sittings, of which the last may be after the deadline. */
function timed(random: Stream, work: Work, runs: readonly Run[], late: boolean): Attempt[] {
  const { of, task, team, earliness, createdAt } = work;
  const { study } = of.calendar;
  const sittings: Run[][] = [];
  for (const run of runs) {
    const current = sittings.at(-1);
    if (current && !random.chance(task.quiz ? 0.5 : 0.2)) current.push(run);
    else sittings.push([run]);
  }
  const window = Math.max(0, study.within(createdAt, task.deadline) - 1);
  const starts = sittings
    .map(() => Math.min(lead(random, of.habits.procrastination, earliness, window), window))
    .sort((one, other) => other - one)
    .map((hours) => study.after(task.deadline, -hours));
  if (late)
    starts[starts.length - 1] = study.after(task.deadline, Math.min(0.2 + lognormal(random, 30, 1.5), 504));

  const attempts: Attempt[] = [];
  // From the last sitting to the first, each of which ends before the next begins.
  let end = late ? undefined : task.deadline;
  for (const [s, sitting] of [...sittings.entries()].toReversed()) {
    const gaps = sitting.map((_, a) =>
      a === 0 ? 0 : 25 * SECOND + lognormal(random, Math.min(4, 1.5 + task.minutes / 40), 0.85) * MINUTE,
    );
    const length = gaps.reduce((sum, gap) => sum + gap, 0);
    const start = starts[s] ?? task.deadline;
    const latest = end && after(end, -length - random.integer(5, 90) * SECOND);
    const from = latest && latest < start ? latest : start;
    const by = team[random.integer(0, team.length - 1)] as Student;
    let at = from;
    const made = sitting.map((run, a): Attempt => {
      at = after(at, Math.floor(gaps[a] ?? 0));
      return { ...run, at, by };
    });
    attempts.unshift(...made);
    end = after(from, -10 * MINUTE);
  }
  return attempts.filter(({ at }) => at > createdAt).map((attempt) => duringOutage(of, attempt));
}

/** While the test system is down no run comes to an end; what is handed in then is tested afterwards. */
function duringOutage({ outage }: Class, attempt: Attempt): Attempt {
  const isDown = outage.from <= attempt.at && attempt.at < outage.to;
  if (!isDown || attempt.submit) return attempt;
  return { ...attempt, outcome: 'crashed', passed: attempt.passed.map(() => false) };
}

/** Without what those do who have left: another member of the team does it, or it is not done. */
function present(attempts: readonly Attempt[], team: readonly Student[]): Attempt[] {
  return attempts.flatMap((attempt) => {
    const isThere = ({ leaves }: Student): boolean => leaves === undefined || attempt.at < leaves;
    const by = isThere(attempt.by) ? attempt.by : team.find(isThere);
    return by ? [{ ...attempt, by }] : [];
  });
}
