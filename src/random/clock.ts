/** The reference time of a dataset for which none is given: a Wednesday morning in mid-term. */
export const DEFAULT_NOW = new Date('2026-01-14T10:00:00.000Z');

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** The time `milliseconds` after `date`; before it where they are negative. */
export const after = (date: Date, milliseconds: number): Date => new Date(date.getTime() + milliseconds);
