import {
  asks,
  peerReplies,
  replies,
  type Thread,
  thanks,
  threads,
} from '../../factories/course/words/conversations.ts';
import { type Facts, fill, hold, mayBeSaid, type Text } from '../../factories/course/words/text.ts';
import { after, DAY, HOUR, MINUTE, SECOND } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import { lognormal } from '../latent.ts';
import type { Scope } from '../scope.ts';
import type { Calendar } from './calendar.ts';
import { choose, hoursAfter, say } from './facts.ts';
import type { Student } from './members.ts';
import { type ClassWeek, isThere, type Post, type TaskWork } from './post.ts';
import { settled, teamFacts } from './team-facts.ts';
import type { UserRow } from './user.ts';
import { pickWeighted } from './weighted.ts';

/** How unequal people are in what they write: a few of them write most of it. */
const VOICE = 2.1;
/** Louder people write no more than these. */
const LOUDEST = 2.3;

/** A question, and all that is needed to go on with it. */
interface Asked {
  readonly work: TaskWork;
  readonly student: Student;
  readonly thread: Thread;
  readonly at: Date;
  readonly which: number;
  readonly facts: Facts;
}

interface Said {
  readonly at: Date;
  readonly sender: UserRow;
  readonly message: string;
}

/** What is asked and answered in the forum about the tasks of a week, in threads of at least one post. */
export function forumOf(place: Scope, week: ClassWeek): Post[] {
  const { questions } = week.of.habits;
  return Array.from({ length: questions }, (_, t) => threadOf(place.below('thread', t), week)).flat();
}

/** One of the students who write. */
const writer = (random: Stream, { present }: ClassWeek): Student | undefined =>
  pickWeighted(random, present, ({ traits }) => Math.exp(VOICE * Math.min(traits.voice, LOUDEST)));

function threadOf(place: Scope, week: ClassWeek): Post[] {
  const random = place.random('thread');
  const student = writer(random, week);
  const work = pickWeighted(random, week.open, ({ task }) => (task.quiz ? 0.6 : 1));
  if (student === undefined || work === undefined) return [];
  const asked = ask(random, week, work, student);
  if (asked === undefined) return [];
  const question = { at: asked.at, sender: student.user, message: questionOf(random, asked) };

  const peer = random.chance(0.3) ? peerReply(place.random('peer'), week, asked) : undefined;
  const staff = random.chance(peer ? 0.72 : 0.84)
    ? staffReply(place.random('staff'), week, asked)
    : undefined;
  // Students add nothing to what an assistant has said.
  const first = peer && staff && staff.at < peer.at ? undefined : peer;
  const answers = [first, staff].filter((answer) => answer !== undefined);
  const last = answers.toSorted(byTime).at(-1);
  const after = last && random.chance(0.45) ? followUp(place.random('after'), week, asked, last) : undefined;
  const said = [question, ...answers, ...(after ? [after] : [])].toSorted(byTime);
  return said.map((one, n) => ({
    ...one,
    to: { courseContent: work.task.content },
    audience: week.audience,
    readers: (one === question ? 1 : 0.9) * week.of.habits.reading,
    seen: seenOf(said, n, one === after ? undefined : student.user),
  }));
}

const byTime = (one: Said, other: Said): number => one.at.getTime() - other.at.getTime();

/** Those who write later have read it: shortly before they wrote, or before the one before that. */
function seenOf(said: readonly Said[], n: number, asker: UserRow | undefined): Post['seen'] {
  const one = said[n];
  const seen = new Map<string, { user: UserRow; at: Date }>();
  for (const { sender, at } of said.slice(n + 1)) {
    if (one === undefined || sender.id === one.sender.id || seen.has(sender.id)) continue;
    const half = (at.getTime() - one.at.getTime()) / 2;
    // The asker looks for answers, the others come upon the question.
    const before = Math.min(half, (sender === asker ? 3 : 5) * MINUTE);
    seen.set(sender.id, { user: sender, at: after(at, -Math.floor(before)) });
  }
  return [...seen.values()];
}

/** When and what a student asks; undefined where they have left by then. */
function ask(random: Stream, week: ClassWeek, work: TaskWork, student: Student): Asked | undefined {
  const history = work.of.get(student);
  if (history === undefined) return undefined;
  const at = settled(history, momentOf(random, week, work, student));
  const which = random.unit();
  if (!isThere(student, at)) return undefined;
  const facts = teamFacts(week.of, work.task, history, at, which).and({
    values: { me: student.user.givenName ?? undefined },
  });
  const thread = chooseThread(random, facts);
  return thread && { work, student, thread, at, which, facts };
}

/** After a run of their own, after a grading, or whenever they think of it. */
function momentOf(
  random: Stream,
  { of, w }: ClassWeek,
  { task, of: byStudent }: TaskWork,
  student: Student,
): Date {
  const { study } = of.calendar;
  const history = byStudent.get(student);
  const own = history?.attempts.filter(({ by }) => by === student) ?? [];
  const [afterRun, afterGrading] = [random.chance(0.7), random.chance(0.07)];
  const grading = history?.gradings.at(-1);
  if (afterGrading && grading) return study.after(grading.at, lognormal(random, 4, 1));
  if (afterRun && own.length > 0) {
    const minutes = Math.min(45, 2.6 + lognormal(random, 3, 0.8));
    return after(random.pick(own).at, Math.floor(minutes * MINUTE));
  }
  // More and more towards the deadline, and a few after it.
  const until = after(task.deadline, random.chance(0.08) ? 5 * DAY : 0);
  return study.between(hoursAfter(of.calendar.week(w), 9), until, Math.max(random.unit(), random.unit()));
}

/** A thread of which a question may be asked; one that says more of the moment more often. */
function chooseThread(random: Stream, facts: Facts): Thread | undefined {
  const possible = threads.filter(
    ({ when, questions }) => hold(when, facts) && questions.some((text) => mayBeSaid(text, facts)),
  );
  return pickWeighted(random, possible, ({ when, weight }) => weight ?? 2 ** when.length);
}

function questionOf(random: Stream, { thread, facts }: Asked): string {
  const question = choose(random, thread.questions, facts);
  if (question === undefined) throw new RangeError('a thread was chosen for one of its questions');
  const quotes = /\{(message|error)\}|```/.test(question.text);
  const parts = [
    random.chance(0.4) ? say(random, asks.openings, facts) : undefined,
    fill(question.text, facts),
    !quotes && question.text.includes('{test}') && random.chance(0.45)
      ? say(random, asks.evidence, facts)
      : undefined,
    random.chance(0.4) ? say(random, asks.closings, facts) : undefined,
  ];
  return composed(parts, random.chance(0.3));
}

/** One text of several parts; those that are blocks of their own are set apart. */
function composed(parts: readonly (string | undefined)[], apart: boolean): string {
  return parts
    .filter((part) => part !== undefined)
    .reduce((text, part) => {
      const isGreeting = /[,:]$/.test(text) && text.length < 40;
      const isBlock =
        apart ||
        isGreeting ||
        /\n/.test(part) ||
        /```$|\n> .*$/.test(text) ||
        (/, \S+$/.test(part) && part.length < 40);
      return `${text}${isBlock ? '\n\n' : ' '}${part}`;
    });
}

/** Another student answers: best one who knows, or who has the same problem. */
function peerReply(random: Stream, week: ClassWeek, asked: Asked): Said | undefined {
  const { of } = week;
  const { work, student, thread } = asked;
  const hours = random.unit() ** 2;
  const test = asked.facts.value('test');
  let fallback: Said | undefined;
  for (let i = 0; i < 6; i++) {
    const peer = writer(random, week);
    const history = peer && work.of.get(peer);
    const to = work.of.get(student);
    if (!peer || !history || !to || history === to) continue;
    const from = after(asked.at, 3 * MINUTE);
    const at = settled(to, settled(history, of.calendar.study.between(from, after(from, 16 * HOUR), hours)));
    if (!isThere(peer, at) || settled(history, at) > at) continue;
    const own = teamFacts(of, work.task, history, at, 0);
    const attempt = history.attempts.findLast((one) => one.at <= at);
    const failsToo =
      attempt?.outcome === 'tested' &&
      work.task.tests.some(({ name }, t) => name === test && attempt.passed[t] !== true);
    const facts = teamFacts(of, work.task, to, at, asked.which).and({
      is: {
        peerTried: own.is('tried'),
        peerNotBegun: own.is('notBegun'),
        peerPasses: own.is('passesAll'),
        peerFails: own.is('someFailing'),
        peerFailsToo: failsToo,
      },
      values: { test, asker: student.user.givenName ?? undefined, me: peer.user.givenName ?? undefined },
    });
    const text = choose(random, thread.peers, facts);
    if (text === undefined) continue;
    const said = { at, sender: peer.user, message: framed(random, text, peerReplies, facts) };
    if (text.when !== undefined) return said;
    fallback ??= said;
  }
  return fallback;
}

interface Frame {
  readonly openings: readonly Text[];
  readonly closings: readonly Text[];
}

/** Whether two texts name the same person. */
const names = (one: Text, other: Text): boolean =>
  /\{(asker|helper)\}/.test(one.text) && /\{(asker|helper)\}/.test(other.text);

/** A text with an opening or a closing, or both. */
function framed(random: Stream, text: Text, { openings, closings }: Frame, facts: Facts): string {
  // Who is named in a text needs no greeting before it.
  const isNamed = /\{(asker|helper)\}/.test(text.text);
  const [opens, closes, apart] = [
    random.chance(isNamed ? 0.15 : 0.65),
    random.chance(0.4),
    random.chance(0.25),
  ];
  return composed(
    [
      opens || !(closes || isNamed)
        ? say(
            random,
            openings.filter((one) => !names(one, text)),
            facts,
          )
        : undefined,
      fill(text.text, facts),
      closes ? say(random, closings, facts) : undefined,
    ],
    apart,
  );
}

/** An assistant answers: in office hours, and sometimes in the evening. */
function staffReply(random: Stream, { of }: ClassWeek, asked: Asked): Said | undefined {
  const { work, student, thread, which } = asked;
  const { assistants, calendar } = of;
  const assistant = assistants[Math.floor(random.unit() ** 1.6 * assistants.length)];
  const history = work.of.get(student);
  if (!assistant || !history) return undefined;
  const at = settled(history, answerTime(random, calendar, asked.at));
  const facts = teamFacts(of, work.task, history, at, which).and({
    values: {
      // The test that was asked about, whatever fails by now.
      test: asked.facts.value('test'),
      message: asked.facts.value('message'),
      asker: student.user.givenName ?? undefined,
      me: assistant.givenName ?? undefined,
    },
  });
  const text = choose(random, thread.answers, facts);
  if (text === undefined) return undefined;
  return { at, sender: assistant, message: framed(random, text, replies, facts) };
}

/** In the evening some assistants have a look; otherwise it takes some hours of work. */
function answerTime(random: Stream, calendar: Calendar, asked: Date): Date {
  const hour = calendar.local(asked).getUTCHours();
  const [isEvening, hours, minutes] = [random.chance(0.3), lognormal(random, 7, 0.9), random.integer(9, 90)];
  if (isEvening && hour >= 17 && hour < 21)
    return after(asked, minutes * MINUTE + random.integer(0, 59) * SECOND);
  return calendar.office.after(after(asked, 8 * MINUTE), Math.min(hours, 90));
}

/** Who asked says how it went, after the next run of theirs or without one. */
function followUp(random: Stream, { of }: ClassWeek, asked: Asked, answer: Said): Said | undefined {
  const { work, student, facts: earlier } = asked;
  const history = work.of.get(student);
  if (!history) return undefined;
  const since = history.attempts.filter(({ at }) => at > answer.at && at < after(answer.at, 2 * DAY));
  const [tries, delay, share] = [random.chance(0.75), random.integer(160, 900), random.unit()];
  const run = tries ? since.find(({ by }) => by === student) : undefined;
  const at = settled(
    history,
    run
      ? after(run.at, delay * SECOND)
      : of.calendar.study.between(after(answer.at, 6 * MINUTE), after(answer.at, 20 * HOUR), share ** 2),
  );
  if (!isThere(student, at)) return undefined;
  const triedSince = since.some((attempt) => attempt.at <= at);
  const test = earlier.value('test');
  const last = history.attempts.findLast((attempt) => attempt.at <= at);
  const t = work.task.tests.findIndex(({ name }) => name === test);
  const known = triedSince && t >= 0 && last?.outcome === 'tested';
  const earlierFails = known && last.passed[t] !== true;
  const base = teamFacts(of, work.task, history, at, random.unit());
  const facts = base.and({
    is: {
      triedSince,
      notTriedSince: !triedSince,
      failedBefore: earlier.is('someFailing') || earlier.is('broken'),
      earlierPasses: known && !earlierFails,
      earlierFails,
      earlierSays: earlierFails,
      quickAnswer: answer.at.getTime() - asked.at.getTime() < 2 * HOUR,
    },
    values: {
      earlier: test,
      message: test === undefined ? undefined : history.failures[t],
      helper: answer.sender.givenName ?? undefined,
      me: student.user.givenName ?? undefined,
    },
  });
  const text = choose(random, thanks.texts, facts);
  return text && { at, sender: student.user, message: framed(random, text, thanks, facts) };
}
