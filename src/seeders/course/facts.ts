import { type Facts, type FactsPart, fill, mayBeSaid, type Text } from '../../factories/course/words/text.ts';
import { after, DAY, HOUR } from '../../random/clock.ts';
import type { Stream } from '../../random/stream.ts';
import type { Calendar } from './calendar.ts';
import type { Class } from './class.ts';
import type { Task } from './syllabus.ts';
import { pickWeighted } from './weighted.ts';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];
const WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];

/** Small numbers are written as words. */
export const inWords = (n: number): string => WORDS[n] ?? String(n);

export const inPercent = (share: number): string => String(Math.round(100 * share));

/** A time of the week, as the clocks of the campus show it: `Friday at 23:59`. */
export function weekdayAndHour(calendar: Calendar, moment: Date): string {
  const local = calendar.local(moment);
  return `${WEEKDAYS[local.getUTCDay()]} at ${local.toISOString().slice(11, 16)}`;
}

/** A day, as the calendar of the campus shows it: `Monday, 11 January`. */
export function weekdayAndDate(calendar: Calendar, moment: Date): string {
  const local = calendar.local(moment);
  return `${WEEKDAYS[local.getUTCDay()]}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]}`;
}

/** What is so of a task for all, at a moment. */
export function taskFacts({ topics, calendar, tasks }: Class, task: Task, at: Date): FactsPart {
  const { content, backend, week, quiz, deadline, minutes } = task;
  const { maxGroupSize, maxTestRuns, maxSubmissions } = content;
  const left = deadline.getTime() - at.getTime();
  const hours = Math.round(minutes / 60);
  const hour = calendar.local(at).getUTCHours();
  return {
    is: {
      beforeDeadline: left > 0,
      afterDeadline: left <= 0,
      early: left > 3 * DAY,
      lastDays: left > 0 && left <= 2 * DAY,
      lastDay: left > 0 && left <= DAY,
      morning: hour >= 6 && hour < 11,
      daytime: hour >= 8 && hour < 17,
      firstWeek: week === 0,
      laterWeek: week > 0,
      lastWeek: week === calendar.weeks - 1,
      code: !quiz,
      quiz,
      python: !quiz && backend.type === 'temporal:python',
      single: maxGroupSize === 1,
      teamTask: (maxGroupSize ?? 1) > 1,
      runsRationed: !quiz && (maxTestRuns ?? 99) < 10,
      hasQuiz: tasks.some((other) => other.quiz && other.week === week),
    },
    values: {
      task: content.title ?? undefined,
      week: topics[week]?.title,
      before: topics[week - 1]?.title,
      // In another week it would be another Friday.
      deadline: left > 0 && left < 7 * DAY ? weekdayAndHour(calendar, deadline) : undefined,
      hours: hours > 1 ? inWords(hours) : undefined,
      backend: backend.slug,
      total: String(task.tests.length),
      size: inWords(maxGroupSize ?? 1),
      limit: inWords(maxTestRuns ?? 0),
      submissions: (maxSubmissions ?? 1) > 1 ? inWords(maxSubmissions ?? 1) : undefined,
    },
  };
}

/**
 * One of the texts that may be said, more often one that says more of the moment; none where there is none.
 */
export function choose<T extends Text>(random: Stream, texts: readonly T[], facts: Facts): T | undefined {
  const possible = texts.filter((text) => mayBeSaid(text, facts));
  return pickWeighted(random, possible, ({ when }) => 1 + (when?.length ?? 0));
}

/** As `choose`, with the values filled in. */
export function say(random: Stream, texts: readonly Text[], facts: Facts): string | undefined {
  const text = choose(random, texts, facts);
  return text && fill(text.text, facts);
}

/** The moment so many hours after another one. */
export const hoursAfter = (moment: Date, hours: number): Date => after(moment, Math.floor(hours * HOUR));
