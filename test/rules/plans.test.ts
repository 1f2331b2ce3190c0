import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { passes, passQuery, violationsQuery } from '../../src/rules/pass.ts';
import { rulesOf } from '../../src/rules/rules-of.ts';
import { freshDatabase, servers } from '../support/database.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Parent Relationship'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Hash Cond'?: string;
  readonly Plans?: readonly Plan[];
}

/** Scans of whole tables that are made again for each row of something else. */
function repeatedScans(plan: Plan, isRepeated = false): string[] {
  const own = isRepeated && plan['Node Type'] === 'Seq Scan' ? [String(plan['Relation Name'])] : [];
  const isMadeOnce = ['Hash', 'Materialize', 'Sort'].includes(plan['Node Type']);
  const children = plan.Plans?.flatMap((child, i) => {
    const isInner = plan['Node Type'] === 'Nested Loop' && i === 1;
    const isSubPlan = child['Parent Relationship'] === 'SubPlan';
    return repeatedScans(child, isInner || isSubPlan || (isRepeated && !isMadeOnce));
  });
  return [...own, ...(children ?? [])];
}

/** Nested loops in which every row meets every other one. */
function crossings(plan: Plan): string[] {
  const [, inner] = plan.Plans ?? [];
  const isCrossing =
    plan['Node Type'] === 'Nested Loop' &&
    inner?.['Node Type'] === 'Materialize' &&
    inner.Plans?.length === 1;
  return [...(isCrossing ? ['Materialize'] : []), ...(plan.Plans?.flatMap(crossings) ?? [])];
}

describe.each(servers)('no rule takes longer than n log n, on PostgreSQL $version', ({ version }) => {
  let client: pg.Client;

  beforeAll(async () => {
    ({ client } = await freshDatabase({ version, template: 'course' }));
    const f = bind(course, { client });
    for (const name of Object.keys(course.factories) as (keyof typeof course.factories)[])
      await f[name].create();
    // So the planner takes each page for a million rows.
    await client.query(`update pg_class set reltuples = 1e6, relpages = 1 where relnamespace = 'public'::regnamespace
      and relkind = 'r'`);
  });

  async function badParts(query: string): Promise<string[]> {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (format json) ${query}`);
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    return plan ? [...repeatedScans(plan), ...crossings(plan)] : ['no plan'];
  }

  it('in the pass over its table', async () => {
    for (const pass of passes(rulesOf(course))) {
      expect(await badParts(passQuery(pass)), pass.table).toEqual([]);
    }
  });

  it('by itself', async () => {
    for (const rule of rulesOf(course)) {
      expect(await badParts(violationsQuery(rule)), `${rule.table} ${rule.name}`).toEqual([]);
    }
  });

  it('and a comparison of each row with each other one would be noticed', async () => {
    const crossing = 'select a.id from "user" a, "user" b where a.given_name < b.given_name';
    expect(await badParts(crossing)).not.toEqual([]);
    const repeated = `select id, (select count(*) from course where course.created_by = "user".id) from "user"`;
    expect(await badParts(repeated)).not.toEqual([]);
  });
});
