import type { Condition, Placeholder } from '../../../../src/factories/course/words/text.ts';
import { type Content, DAY, type Member, MINUTE, type Run, type Team, type World } from './world.ts';

/** Of whom and when something is said, by the rows. */
export interface Said {
  readonly world: World;
  readonly at: number;
  readonly content: Content;
  /** Of the student or team that it is about. */
  readonly team: Team | undefined;
  /** Of the writer, where that is another student. */
  readonly writer: Team | undefined;
  /** The students of the class or group that it is for. */
  readonly class: readonly Member[];
  /** When the asker was answered before. */
  readonly answered: readonly number[];
  /** What a text said in place of its placeholders. */
  readonly values: { readonly [name in Placeholder]?: string };
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Dublin',
  weekday: 'long',
  hour: '2-digit',
  minute: '2-digit',
  day: 'numeric',
  month: 'long',
});
const partsOf = (at: number) =>
  Object.fromEntries(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
const weekdayAndHour = (at: number): string => {
  const { weekday, hour, minute } = partsOf(at);
  return `${weekday} at ${hour === '24' ? '00' : hour}:${minute}`;
};
const weekdayAndDate = (at: number): string => {
  const { weekday, day, month } = partsOf(at);
  return `${weekday}, ${day} ${month}`;
};
const hourOf = (at: number): number => Number(partsOf(at)['hour']) % 24;

const words = 'no one two three four five six seven eight nine ten eleven'.split(' ');
const number = (text: string | undefined): number => {
  const found = words.indexOf((text ?? '').toLowerCase());
  return found < 0 ? Number(text) : found;
};

const runs = ({ team, at }: Said): readonly Run[] => (team?.runs ?? []).filter((run) => run.at <= at);
const last = (said: Said): Run | undefined => runs(said).at(-1);
const handedIn = (said: Said): Run | undefined => runs(said).findLast((run) => run.submit);
const isBroken = (run: Run | undefined): boolean =>
  run?.tests !== undefined &&
  run.score === 0 &&
  new Set(run.tests.map((test) => test.resultMessage)).size === 1;
const failing = (run: Run | undefined) =>
  run?.tests === undefined || isBroken(run) ? [] : run.tests.filter((test) => test.result === 'FAILED');
const isTested = (run: Run | undefined): boolean => run?.tests !== undefined && !isBroken(run);
const passes = (run: Run | undefined): number =>
  run?.tests?.filter((test) => test.result === 'PASSED').length ?? 0;
const teamOf = (run: { readonly team: Team | undefined; readonly at: number }) =>
  (run.team?.runs ?? []).findLast((one) => one.at <= run.at);
const isGraded = (team: Team, at: number): boolean => team.gradedAt !== undefined && team.gradedAt <= at;

/** Numbers of a class or group, as the rows have them. */
function counts(said: Said) {
  const there = new Set(said.class.filter((one) => one.withdrawn > said.at).map(({ id }) => id));
  const teams = said.content.teams
    .map((team) => ({ team, people: team.members.filter((id) => there.has(id)).length, at: said.at }))
    .filter(({ people }) => people > 0);
  const sum = (list: readonly { people: number }[]): number =>
    list.reduce((so, { people }) => so + people, 0);
  const begun = teams.filter((one) => teamOf(one) !== undefined);
  const submitted = begun.filter(({ team }) => team.runs.some((run) => run.submit && run.at <= said.at));
  const passed = submitted.filter(({ team }) =>
    team.runs.some((run) => run.submit && run.at <= said.at && run.score === 1),
  );
  const failed = new Map<string, number>();
  for (const one of begun) {
    for (const { name } of failing(teamOf(one))) failed.set(name, (failed.get(name) ?? 0) + 1);
  }
  return {
    members: there.size,
    begun: sum(begun),
    handedIn: sum(submitted),
    passed: sum(passed),
    submissions: submitted.length,
    late: submitted.filter(
      ({ team }) =>
        (team.runs.findLast((run) => run.submit && run.at <= said.at)?.at ?? 0) > said.content.deadline,
    ).length,
    // A later grading hides when the first was made.
    graded: submitted.filter(({ team }) => isGraded(team, said.at)).length,
    regraded: submitted.filter(({ team }) => team.changes > 1 && !isGraded(team, said.at)).length,
    reports: begun.filter((one) => isTested(teamOf(one))).length,
    failed,
  };
}

/** Whether a test fails in the last report of a team. */
const failsIn = (team: Team | undefined, at: number, test: string | undefined): boolean =>
  failing(teamOf({ team, at })).some(({ name }) => name === test);

type Check = (said: Said) => boolean;

/** How the rows show whether a condition holds; those that they do not show are left out. */
export const checks: { readonly [name in Condition]?: Check } = {
  beforeDeadline: ({ at, content }) => at < content.deadline,
  afterDeadline: ({ at, content }) => at >= content.deadline,
  early: ({ at, content }) => content.deadline - at > 3 * DAY,
  lastDays: ({ at, content }) => at < content.deadline && content.deadline - at <= 2 * DAY,
  lastDay: ({ at, content }) => at < content.deadline && content.deadline - at <= DAY,
  morning: ({ at }) => hourOf(at) >= 6 && hourOf(at) < 11,
  daytime: ({ at }) => hourOf(at) >= 8 && hourOf(at) < 17,
  firstWeek: ({ content }) => content.week === 1,
  laterWeek: ({ content }) => content.week > 1,
  code: ({ content }) => content.kind === 'assignment',
  quiz: ({ content }) => content.kind === 'quiz',
  python: ({ content }) => content.backend.startsWith('python'),
  single: ({ content }) => content.size === 1,
  teamTask: ({ content }) => content.size > 1,
  runsRationed: ({ content }) => content.limit < 10,
  alone: ({ team }) => team?.members.length === 1,
  team: ({ team }) => (team?.members.length ?? 0) > 1,
  pair: ({ team }) => team?.members.length === 2,
  oneDoesAll: (said) => new Set(runs(said).map(({ by }) => by)).size === 1,
  bothTry: (said) => new Set(runs(said).map(({ by }) => by)).size === said.team?.members.length,
  notBegun: (said) => runs(said).length === 0,
  tried: (said) => runs(said).length > 0,
  triedOften: (said) => runs(said).length > 5,
  firstTry: (said) => runs(said).length === 1 && handedIn(said) !== undefined,
  hurried: (said) => {
    const times = runs(said)
      .map(({ at }) => at)
      .slice(-4);
    return times.length === 4 && times.every((at, i) => i === 0 || at - (times[i - 1] ?? 0) < 8 * MINUTE);
  },
  startedEarly: (said) => said.content.deadline - (runs(said)[0]?.at ?? Number.POSITIVE_INFINITY) > 3 * DAY,
  runsUsedUp: (said) => runs(said).length === said.content.limit,
  handedIn: (said) => handedIn(said) !== undefined,
  notHandedIn: (said) => handedIn(said) === undefined,
  handedInLate: (said) => (handedIn(said)?.at ?? 0) > said.content.deadline,
  inTime: (said) => (handedIn(said)?.at ?? Number.POSITIVE_INFINITY) <= said.content.deadline,
  handedInBroken: (said) => isBroken(handedIn(said)),
  gotWorse: (said) => passes(last(said)) < passes(runs(said).at(-2)),
  wasBetter: (said) => runs(said).some((run) => passes(run) > passes(last(said))),
  improved: (said) => passes(last(said)) >= passes(runs(said)[0]) + 4,
  tested: (said) => isTested(last(said)),
  passesAll: (said) => last(said)?.score === 1,
  someFailing: (said) => failing(last(said)).length > 0,
  failsOne: (said) => failing(last(said)).length === 1,
  failsTwo: (said) => failing(last(said)).length === 2,
  failsSeveral: (said) => failing(last(said)).length > 1 && passes(last(said)) > 0,
  failsAll: (said) => isTested(last(said)) && passes(last(said)) === 0,
  answered: (said) => failing(last(said)).some((one) => one.resultMessage !== 'no answer'),
  broken: (said) => isBroken(last(said)),
  noReport: (said) => last(said) !== undefined && last(said)?.tests === undefined,
  graded: ({ team }) => team?.grading !== undefined,
  highGrade: ({ team }) => (team?.grading ?? 0) >= 0.85,
  lowGrade: ({ team }) => (team?.grading ?? 1) < 0.65,
  peerTried: ({ writer, at }) => teamOf({ team: writer, at }) !== undefined,
  peerNotBegun: ({ writer, at }) => teamOf({ team: writer, at }) === undefined,
  peerPasses: ({ writer, at }) => teamOf({ team: writer, at })?.score === 1,
  peerFails: ({ writer, at }) => failing(teamOf({ team: writer, at })).length > 0,
  triedSince: (said) => said.answered.some((then) => runs(said).some(({ at }) => at > then)),
  earlierPasses: (said) => isTested(last(said)) && !failsIn(said.team, said.at, said.values.earlier),
  earlierFails: (said) => failsIn(said.team, said.at, said.values.earlier),
  penalised: (said) => (handedIn(said)?.at ?? 0) > said.content.deadline,
  withinExtension: ({ team }) => team?.extension !== undefined,
  extensionGranted: ({ team }) => team?.extension !== undefined,
  noExtension: ({ team }) => team?.extension === undefined,
  mostBegun: (said) => counts(said).begun > counts(said).members / 2,
  fewBegun: (said) => counts(said).begun < 0.4 * counts(said).members,
  someHandedIn: (said) => counts(said).submissions > 1 && counts(said).handedIn < counts(said).members,
  noneHandedIn: (said) => counts(said).submissions === 0,
  mostHandedIn: (said) => counts(said).handedIn > counts(said).members / 2,
  someMissing: (said) => counts(said).handedIn < counts(said).members,
  mostPassed: (said) => counts(said).passed > counts(said).members / 2,
  fewPassed: (said) => counts(said).passed < counts(said).members / 3,
  severalLate: (said) => counts(said).late > 1,
  mostFailHardest: (said) =>
    (counts(said).failed.get(said.values.hardest ?? '') ?? counts(said).reports) > counts(said).reports / 2,
  noneGraded: (said) => counts(said).graded === 0,
  allGraded: (said) => counts(said).graded + counts(said).regraded === counts(said).submissions,
  someUngraded: (said) => counts(said).graded < counts(said).submissions,
};

/** How the rows show whether a value is right; those that they do not show are left out. */
export const valueChecks: { readonly [name in Placeholder]?: (said: Said, value: string) => boolean } = {
  task: ({ content }, value) => content.title === value,
  week: ({ world, content }, value) => world.weeks.get(`${content.course} ${content.week}`) === value,
  before: ({ world, content }, value) => world.weeks.get(`${content.course} ${content.week - 1}`) === value,
  deadline: ({ content, at }, value) =>
    weekdayAndHour(content.deadline) === value && content.deadline > at && content.deadline - at < 7 * DAY,
  extended: ({ team }, value) => weekdayAndDate(Date.parse(team?.extension ?? '')) === value,
  backend: ({ content }, value) => content.backend === value,
  size: ({ content, team }, value) =>
    number(value) === content.size || number(value) === team?.members.length,
  limit: ({ content }, value) => number(value) === content.limit,
  submissions: ({ content }, value) => number(value) === content.submissions,
  attempts: (said, value) => number(value) === runs(said).length,
  runs: (said, value) => number(value) === runs(said).length,
  total: (said, value) =>
    said.content.teams.some((team) => team.runs.some((run) => run.tests?.length === number(value))),
  count: (said, value) => number(value) === failing(last(said)).length,
  others: (said, value) => number(value) + 1 === failing(last(said)).length,
  failing: (said, value) => number(value) === failing(last(said)).length,
  // A later grading hides an earlier one.
  grade: ({ team }, value) =>
    (team?.changes ?? 0) > 1 ||
    (team?.grading !== undefined && Math.round(100 * team.grading) === number(value)),
  hardest: (said, value) => {
    const { failed } = counts(said);
    return failed.get(value) === Math.max(...failed.values());
  },
  begun: (said, value) => counts(said).begun === number(value),
  handedIn: (said, value) => counts(said).handedIn === number(value),
  late: (said, value) => counts(said).late === number(value),
  passed: (said, value) => number(value) === (said.team ? passes(last(said)) : counts(said).passed),
  members: (said, value) => number(value) === (said.team ? said.team.members.length : counts(said).members),
};
