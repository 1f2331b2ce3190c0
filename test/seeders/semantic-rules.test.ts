import type pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { course } from '../../src/domains.ts';
import { propertiesOf } from '../../src/entities/properties.ts';
import { tablesOf } from '../../src/load/table.ts';
import type { Origin } from '../../src/random/address.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';
import { verify } from '../../src/rules/verify.ts';
import { classroom } from '../../src/seeders/course/classroom.ts';
import { edgeCases } from '../../src/seeders/course/edge-cases.ts';
import { lectureHall } from '../../src/seeders/course/lecture-hall.ts';
import { minimal } from '../../src/seeders/course/minimal.ts';
import { semester } from '../../src/seeders/course/semester.ts';
import type { Scenario } from '../../src/seeders/scenario.ts';
import { seed } from '../../src/seeders/seed.ts';
import { freshDatabase } from '../support/database.ts';
import { semanticRules } from './semantic-rules.ts';

interface Dataset {
  readonly scenario: Scenario;
  readonly what: string;
  readonly now: string;
  readonly parameters?: Readonly<Record<string, number>>;
}

const small = { students: 5, weeks: 3, groups: 2 };

const datasets: readonly Dataset[] = [
  { scenario: minimal, what: 'usual', now: DEFAULT_NOW.toISOString() },
  { scenario: classroom, what: 'usual', now: DEFAULT_NOW.toISOString() },
  {
    scenario: classroom,
    what: 'smallest',
    now: DEFAULT_NOW.toISOString(),
    parameters: { students: 1, weeks: 1, groups: 1, assistants: 1 },
  },
  {
    scenario: classroom,
    what: 'one student in many groups',
    now: DEFAULT_NOW.toISOString(),
    parameters: { students: 1, weeks: 16, groups: 12, assistants: 12 },
  },
  {
    scenario: classroom,
    what: 'largest',
    now: '2026-02-26T19:12:34.567Z',
    parameters: { students: 200, weeks: 16, groups: 12, assistants: 12 },
  },
  { scenario: lectureHall, what: 'usual', now: DEFAULT_NOW.toISOString() },
  {
    scenario: lectureHall,
    what: 'smallest',
    now: '2026-03-01T23:30:00.000Z',
    parameters: { students: 20, weeks: 1, groups: 1, assistants: 1 },
  },
  {
    scenario: semester,
    what: 'of few',
    now: '2026-05-02T03:00:00.000Z',
    parameters: { students: 90, weeks: 12 },
  },
  {
    scenario: semester,
    what: 'smallest',
    now: '2026-04-30T00:00:00.000Z',
    parameters: { students: 30, weeks: 3 },
  },
  { scenario: edgeCases, what: 'usual', now: DEFAULT_NOW.toISOString() },
  { scenario: edgeCases, what: 'long ago', now: '1066-10-14T09:00:00.000Z' },
  ...[
    ['on a Monday at midnight', '2026-01-12T00:00:00.000Z'],
    ['a moment after Monday’s midnight', '2026-01-12T00:00:00.001Z'],
    ['on a Sunday’s last moment', '2026-01-18T23:59:59.999Z'],
    ['in March', '2026-03-31T12:00:00.000Z'],
    ['on a leap day', '2024-02-29T10:00:00.000Z'],
    ['in 1999', '1999-12-31T23:59:59.999Z'],
    ['in 2099', '2099-07-01T00:00:00.000Z'],
  ].map(([what = '', now = '']) => ({ scenario: classroom, what, now, parameters: small })),
];

async function seeded({ scenario, now, parameters = {} }: Dataset): Promise<pg.Client> {
  const { client } = await freshDatabase({ template: 'course' });
  const origin: Origin = { seed: 5, now: new Date(now) };
  await seed(client, course, scenario, origin, { parameters });
  return client;
}

/** The rules that are broken. */
async function broken(client: pg.Client): Promise<string[]> {
  const rules: string[] = [];
  for (const { rule, violations } of semanticRules) {
    if (((await client.query(violations)).rowCount ?? 0) > 0) rules.push(rule);
  }
  return rules;
}

/** Every column that holds a time, as `table.column`. */
const times = tablesOf(course).flatMap(({ name, columns }) =>
  columns
    .filter(({ type }) => type === 'timestamptz')
    .map((column) => ({ table: name, column: column.name })),
);

describe.each(datasets)('$scenario.name, $what', (dataset) => {
  let client: pg.Client;

  beforeAll(async () => {
    client = await seeded(dataset);
  });

  test('keeps every rule', async () => {
    expect(await broken(client)).toEqual([]);
  });

  test('has nothing that verify finds, constraints included', async () => {
    const { violations } = await verify(client, course, { all: true });
    expect(violations).toEqual([]);
  });

  test('holds nothing from after its reference time', async () => {
    const late: string[] = [];
    for (const { table, column } of times.filter((one) => one.column !== 'token_expiration')) {
      const { rowCount } = await client.query(`select from "${table}" where ${column} > $1`, [dataset.now]);
      if ((rowCount ?? 0) > 0) late.push(`${table}.${column}`);
    }
    expect(late).toEqual([]);
  });

  test('holds nothing that was changed before it was made', async () => {
    const early: string[] = [];
    for (const { entity, name } of tablesOf(course)) {
      if (!propertiesOf(entity).all.includes('updatedAt')) continue;
      const { rowCount } = await client.query(`select from "${name}" where updated_at < created_at`);
      if ((rowCount ?? 0) > 0) early.push(name);
    }
    expect(early).toEqual([]);
  });
});

test('nobody is anywhere before they are known', async () => {
  const now = '2036-12-05T00:00:00.000Z';
  const client = await seeded({
    scenario: semester,
    what: 'short',
    now,
    parameters: { students: 32, weeks: 4 },
  });
  for (const [table, column] of [
    ['session', 'user_id'],
    ['account', 'user_id'],
    ['course_member', 'user_id'],
    ['codeability_message', 'sender'],
  ]) {
    const { rows } = await client.query(
      `select t.id from ${table} t join "user" u on u.id = t.${column} where t.created_at < u.created_at`,
    );
    expect(rows, table).toEqual([]);
  }
});

describe('each query finds a violation', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = await seeded({ scenario: classroom, what: 'usual', now: DEFAULT_NOW.toISOString() });
  });

  test.each(semanticRules)('$rule', async ({ rule, violation }) => {
    await client.query(`begin; set local ctutor.preserve_timestamps = 'on'`);
    try {
      await client.query(violation);
      await client.query('set constraints all immediate');
      expect(await broken(client)).toContain(rule);
    } finally {
      await client.query('rollback');
    }
  });
});
