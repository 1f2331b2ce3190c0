import { course } from '../../src/domains.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';

export interface SeededClassroom {
  /** How many rows were seeded. */
  readonly total: number;
  /** The rows of a query, each as a list of its values. */
  readonly rows: (text: string) => Promise<unknown[][]>;
  readonly numbers: (text: string) => Promise<number[]>;
}

/** A database with the classroom that everybody gets. */
export async function seededClassroom(): Promise<SeededClassroom> {
  const { client } = await freshDatabase({ template: 'course' });
  const { rows: total } = await seed(client, course, classroom, { seed: 0, now: DEFAULT_NOW });
  const rows = async (text: string) => (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  return { total, rows, numbers: async (text) => (await rows(text)).flat().map(Number) };
}
