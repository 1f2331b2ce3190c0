import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_NOW } from '../random/clock.ts';

/** What decides, with the scenario, which data is made. */
export interface DatasetOptions {
  readonly seed: number;
  readonly now: Date;
  readonly set: Readonly<Record<string, string>>;
}

/** Adds `--seed`, `--now` and `--set`, which every command has that makes or describes a dataset. */
export const withDatasetOptions = (command: Command, now = nowOption()): Command =>
  command
    .option('--seed <number>', 'other data of the same kind for each whole number', parseSeed, 0)
    .addOption(now)
    .option('--set <key=value...>', "the scenario's parameters, see `seedbed plan`", parseSetting, {});

/** `--now`. Where it is not given, the date is a fixed one, so that the same command makes the same data on any day. */
export const nowOption = (): Option =>
  new Option(
    '--now <date>',
    'the "now" of the data: 2026-01-14, 2026-01-14T10:00:00Z, today (its midnight, UTC) or now',
  )
    .argParser(parseNow)
    .default(DEFAULT_NOW, DEFAULT_NOW.toISOString());

/** `--now` of commands whose data is looked at, and so is to be recent. */
export const recentNowOption = (): Option => nowOption().default(parseNow('today'), 'today');

function parseSeed(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('A seed is a whole number from 0 to 9007199254740991.');
}

function parseNow(text: string): Date {
  if (text === 'now') return new Date();
  if (text === 'today') return new Date(new Date().toISOString().slice(0, 10));
  // Without a zone the same command would mean other moments on other machines. The data reaches some years
  // back from its date, and must stay in those years that JavaScript and PostgreSQL write in the same way.
  const pattern = /^[1-9]\d{3}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const date = new Date(text);
  if (pattern.test(text) && !Number.isNaN(date.getTime()) && isInCalendar(text.slice(0, 10))) return date;
  throw new InvalidArgumentError(
    'A date is written 2026-01-14 or, with its zone, 2026-01-14T10:00:00Z; or it is today, or now.',
  );
}

/** The 30th of February would silently become a day in March. */
const isInCalendar = (day: string): boolean => new Date(day).toISOString().startsWith(day);

function parseSetting(text: string, previous: Readonly<Record<string, string>>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('A parameter is set as key=value.');
  return { ...previous, [text.slice(0, at)]: text.slice(at + 1) };
}
