import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';
import { listed } from '../errors/listed.ts';

const problems = {
  rename: (database: string) => `'${database}' cannot be replaced by another database:`,
  exchange: (database: string) => `'${database}' cannot be exchanged for another database now:`,
  transaction: (database: string) => `The rows of '${database}' cannot be replaced in place:`,
};

const hints = {
  rename: 'Change that, or replace its rows in place: --strategy transaction. Nothing was changed.',
  exchange: 'Change that, then try again. Nothing was changed.',
  transaction: 'Change that, or connect as the owner of the database and its tables. Nothing was changed.',
};

/** A database cannot be replaced in the way that was asked for. It is as it was. */
export const strategyImpossible = (
  database: string,
  reasons: readonly string[],
  what: keyof typeof problems = 'rename',
): SeedbedError =>
  new SeedbedError('strategy_impossible', {
    message: listed(problems[what](database), reasons.map(excerptOfAnswer)),
    hint: hints[what],
    details: { database, reasons: reasons.map(excerptOfAnswer) },
  });
