import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_NOW } from '../../../src/random/clock.ts';
import { classroom } from '../../../src/seeders/course/classroom.ts';
import { lectureHall } from '../../../src/seeders/course/lecture-hall.ts';
import { semester } from '../../../src/seeders/course/semester.ts';
import type { Scenario } from '../../../src/seeders/scenario.ts';
import { checks, type Said, valueChecks } from './texts/conditions.ts';
import { type Found, parsed } from './texts/parsed.ts';
import { type Content, type Message, type Team, type World, worldOf } from './texts/world.ts';

const start = '2025-10-06';
const small: readonly { scenario: Scenario; parameters: Readonly<Record<string, unknown>> }[] = [
  { scenario: classroom, parameters: { start } },
  { scenario: lectureHall, parameters: { start, students: 60, groups: 3, assistants: 2, weeks: 6 } },
  { scenario: semester, parameters: { start, students: 60, weeks: 5 } },
];

const moment = fc
  .date({ min: new Date('2025-10-08T08:00:00Z'), max: new Date('2026-01-20'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 1000) * 1000));

describe.each(small)('the texts of $scenario.name', ({ scenario, parameters }) => {
  test('are true where they are said', () => {
    fc.assert(
      fc.property(fc.nat(1000), moment, (seed, now) => {
        const world = worldOf(scenario, seed, now, parameters);
        expect([...untrueOf(world)].slice(0, 3)).toEqual([]);
      }),
      // The first is one in which students withdraw just after a note that counts them.
      { seed: 18, numRuns: 3, endOnFailure: true, examples: [[4, new Date('2025-10-22T01:44:05Z')]] },
    );
  });

  test('come from people who are there, during a visit, and after their cause', () => {
    fc.assert(
      fc.property(fc.nat(1000), moment, (seed, now) => {
        const world = worldOf(scenario, seed, now, parameters);
        const memberOf = new Map(world.members.map((one) => [`${one.user} ${one.course}`, one]));
        const isVisit = (user: string, at: number): boolean =>
          (world.sessions.get(user) ?? []).some(({ from, to }) => from <= at && at <= to);
        for (const { at, from, reads, course, text } of world.messages) {
          expect(from.withdrawn > at && from.joined < at, text).toBe(true);
          expect(isVisit(from.user, at), text).toBe(true);
          for (const read of reads) {
            expect(read.at > at && read.at <= now.getTime()).toBe(true);
            expect((memberOf.get(`${read.user} ${course}`)?.withdrawn ?? 0) > read.at).toBe(true);
            expect(isVisit(read.user, read.at)).toBe(true);
          }
        }
      }),
      { seed: 18, numRuns: 2 },
    );
  });
});

test('few posts of a forum repeat word for word', () => {
  const { messages } = worldOf(semester, 3, DEFAULT_NOW, {});
  const posts = messages.filter(({ content }) => content !== null);
  const copies = Map.groupBy(posts, ({ text }) => text);
  const repeated = [...copies.values()].filter(({ length }) => length > 1).flat();
  expect(posts.length).toBeGreaterThan(500);
  expect(repeated.length / posts.length).toBeLessThan(0.1);
  expect(posts.some(({ text }) => text.includes('\n```\n'))).toBe(true);
  expect(posts.some(({ text }) => text.includes('https://'))).toBe(true);
});

/** A question that was asked, and when it was answered. */
interface Asked {
  readonly message: Message;
  readonly found: Found;
  readonly answered: number[];
}

/** All that is said in a world that is not so. */
function* untrueOf(world: World): Generator<string> {
  const teams = new Map(
    Array.from(world.contents.values(), (content) => [content.id, byMember(content)] as const),
  );
  const forum = Map.groupBy(
    world.messages.filter(({ content }) => content !== null),
    ({ content }) => content,
  );
  for (const messages of forum.values()) yield* untrueInForum(world, teams, messages);
  for (const message of world.messages.filter(({ content }) => content === null)) {
    yield* untrueNotice(world, teams, message);
  }
  for (const content of world.contents.values()) {
    for (const team of content.teams)
      if (team.feedback !== undefined) yield* untrueRemark(world, content, team);
  }
}

type Teams = ReadonlyMap<string, ReadonlyMap<string, Team>>;
const byMember = ({ teams }: Content): ReadonlyMap<string, Team> =>
  new Map(teams.flatMap((team) => team.members.map((member) => [member, team] as const)));

function* untrueInForum(world: World, teams: Teams, messages: readonly Message[]): Generator<string> {
  const asked: Asked[] = [];
  for (const message of messages) {
    const content = world.contents.get(message.content ?? '');
    if (content === undefined) throw new Error('no such content');
    const all = parsed('forum', message.text);
    const isStaff = message.from.role !== '_student';
    const core = all.find(({ kind }) =>
      isStaff ? kind === 'answer' : kind !== 'answer' && kind !== 'frame',
    );
    if (core === undefined) {
      yield `${message.text}: no text is like that`;
      continue;
    }
    const own = teams.get(content.id)?.get(message.from.id);
    const said = (team: Team | undefined, answered: readonly number[]): Omit<Said, 'values'> => {
      return { world, at: message.at, content, team, writer: own, class: [], answered };
    };
    const texts = [core, ...all.filter(({ kind }) => kind === 'frame')];
    if (core.kind === 'question') {
      yield* untrue(message, texts, said(own, []), true);
      asked.push({ message, found: core, answered: [] });
      continue;
    }
    if (core.kind === 'thanks') {
      const mine = asked.filter((one) => one.message.from === message.from && one.answered.length > 0);
      if (mine.length === 0) yield `${message.text}: nobody has answered`;
      yield* untrue(
        message,
        texts,
        said(
          own,
          mine.flatMap(({ answered }) => answered),
        ),
        false,
      );
      continue;
    }
    const candidates = asked.filter(
      (one) => one.found.thread === core.thread && one.message.from !== message.from && isTo(core, all, one),
    );
    const reasons = candidates.map((one) => {
      const team = teams.get(content.id)?.get(one.message.from.id);
      return [...untrue(message, texts, said(team, []), false)];
    });
    if (!reasons.some(({ length }) => length === 0)) {
      yield reasons[0]?.[0] ?? `${message.text}: nobody has asked`;
    }
    for (const one of candidates) one.answered.push(message.at);
  }
}

/** Whether an answer may be to that question: by the name of who asked, and the test that it is about. */
function isTo(core: Found, all: readonly Found[], { message, found }: Asked): boolean {
  const name = all.map(({ values }) => values.asker).find((asker) => asker !== undefined);
  const { test } = core.values;
  const askedFor = found.values.test;
  return (name === undefined || name === message.from.name) && (!test || !askedFor || test === askedFor);
}

function* untrueNotice(world: World, teams: Teams, message: Message): Generator<string> {
  const { course, text } = message;
  const where = message.member ? 'member' : message.group ? 'group' : 'announcement';
  const found = parsed(where, text);
  if (found.length === 0) yield `${text}: no text is like that`;
  const students = world.members.filter(
    (one) =>
      one.course === course &&
      one.role === '_student' &&
      (message.group === null || one.group === message.group),
  );
  for (const one of found) {
    const contents = [...world.contents.values()].filter(
      (content) =>
        content.course === course &&
        (one.values.task === undefined || content.title === one.values.task) &&
        (one.values.week === undefined || world.weeks.get(`${course} ${content.week}`) === one.values.week),
    );
    const reasons = contents.map((content) => {
      const team = message.member === null ? undefined : teams.get(content.id)?.get(message.member);
      const said = { world, at: message.at, content, team, writer: undefined, class: students, answered: [] };
      return [...untrue(message, [one], said, message.member !== null)];
    });
    if (!reasons.some(({ length }) => length === 0)) yield reasons[0]?.[0] ?? `${text}: of nothing`;
  }
}

function* untrueRemark(world: World, content: Content, team: Team): Generator<string> {
  const at = team.gradedAt ?? 0;
  const handedIn = team.runs.findLast((run) => run.submit && run.at <= at);
  const text = team.feedback ?? '';
  if (handedIn === undefined) yield `${text}: nothing was handed in`;
  const runs = team.runs.filter((run) => run.at <= (handedIn?.at ?? 0));
  const found = parsed('remark', text);
  if (found.length === 0) yield `${text}: no text is like that`;
  const said = { world, at, content, team: { ...team, runs }, writer: undefined, class: [], answered: [] };
  yield* untrue({ text, from: undefined }, found, said, true);
}

/** @param own whether the tests that are named fail for the one that it is about */
function* untrue(
  message: { readonly text: string; readonly from: Message['from'] | undefined },
  texts: readonly Found[],
  said: Omit<Said, 'values'>,
  own: boolean,
): Generator<string> {
  for (const { text, when, values } of texts) {
    const all = { ...said, values };
    for (const condition of when) {
      if (checks[condition]?.(all) === false) yield `${message.text}\n(${text}): not ${condition}`;
    }
    for (const [name, value] of Object.entries(values)) {
      const isRight = valueChecks[name as keyof typeof valueChecks]?.(all, value ?? '');
      if (isRight === false) yield `${message.text}\n(${text}): {${name}} is not ${value}`;
    }
    if (values.me !== undefined && values.me !== message.from?.name)
      yield `${message.text}: not ${values.me}`;
    const last = said.team?.runs.findLast((run) => run.at <= said.at);
    const failing = last?.tests?.filter(({ result }) => result === 'FAILED');
    const isFailing = failing?.some(
      ({ name, resultMessage }) =>
        name === values.test && (values.message === undefined || values.message === resultMessage),
    );
    if (own && values.test !== undefined && !isFailing) yield `${message.text}: ${values.test} does not fail`;
  }
}
