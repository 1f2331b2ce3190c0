import { isDeepStrictEqual } from 'node:util';
import { DriverException } from '@mikro-orm/core';
import type { MikroORM, SqlEntityManager } from '@mikro-orm/postgresql';
import pg from 'pg';
import type { Observer } from '../../../src/bind/checker.ts';
import type { Made } from '../../../src/bind/made.ts';
import { bindObserved } from '../../../src/bind.ts';
import { SeedbedError } from '../../../src/errors/error.ts';
import { LoadRefusedError } from '../../../src/errors/load-refused.ts';
import { RuleBrokenError } from '../../../src/errors/rule-broken.ts';
import type { AnyRow } from '../../../src/load/sink.ts';
import type { Table } from '../../../src/load/table.ts';
import type { Case, Op, Ops } from './case.ts';
import type { Cases } from './cases.ts';
import type { Base, Subject } from './subject.ts';

/** What became of a case. */
export interface Outcome {
  /** The first error of the factory, where it refused. */
  readonly refusal?: SeedbedError;
  /** The rules that the rows break, as the factory sees it. */
  readonly broken: readonly string[];
  /** What the database said to rows that the factory refuses. */
  readonly answer?: Answer;
  /** The semantic rules that the database breaks afterwards. */
  readonly violated: readonly string[];
  /** A column that the database holds with another value than the row. */
  readonly storedOtherwise?: string;
  /** The factory could not even make a row to show to the database. */
  readonly isWithoutRow?: true;
  /** Something that should never happen. */
  readonly fault?: string;
}

export type Answer = { readonly accepted: true } | { readonly accepted: false; readonly by: string };

/** A bound factory, its types left aside: the overrides are wrong on purpose. */
interface Loose {
  create(overrides: object, options?: { managed: boolean }): Promise<Record<string, unknown>>;
  readonly [trait: string]: unknown;
}

/** What a domain of any factories is bound to. */
interface AnyBound {
  within(held: object, work: (bound: AnyBound) => Promise<void>): Promise<void>;
}

/** Cases call factories by name, with overrides that no type would let pass. */
const loose = (f: AnyBound, name: string): Loose => Reflect.get(f, name) as Loose;

const key = (table: Table, row: AnyRow): string => JSON.stringify(table.primaryProperties.map((p) => row[p]));

/** Runs cases in transactions of one database that are rolled back. */
export class Judge {
  readonly #orm: MikroORM;
  readonly #base: Base;
  readonly #cases: Cases;

  constructor(orm: MikroORM, base: Base, cases: Cases) {
    this.#orm = orm;
    this.#base = base;
    this.#cases = cases;
  }

  async judge(one: Case): Promise<Outcome> {
    const strict = await this.#try(one, false);
    if (!strict.refusal || strict.fault !== undefined) return strict;
    // What the database alone can know, it has just refused itself.
    if (strict.refusal instanceof LoadRefusedError) return strict;
    const bypassed = await this.#try(one, true);
    return { ...bypassed, refusal: strict.refusal };
  }

  async #try(one: Case, bypass: boolean): Promise<Outcome> {
    const em = this.#orm.em.fork() as SqlEntityManager;
    await em.begin();
    try {
      return await this.#inTransaction(em, one, bypass);
    } finally {
      await em.rollback();
    }
  }

  async #inTransaction(em: SqlEntityManager, one: Case, bypass: boolean): Promise<Outcome> {
    const made: Made[] = [];
    const told: SeedbedError[] = [];
    const observer: Observer = {
      refuse: (error) => {
        if (!bypass) throw error;
        told.push(error);
      },
      writing: (rows) => made.push(...rows),
    };
    // Of factories that nobody knows by name, only what the binding itself offers has a type.
    const f = bindObserved(this.#cases.subject.domain, { em, run: 1 }, observer) as unknown as AnyBound;
    const broken = () => [
      ...new Set(told.flatMap((error) => (error instanceof RuleBrokenError ? [error.details.rule] : []))),
    ];
    let written = await writtenRows(em);
    try {
      const options = { managed: !bypass };
      const first =
        one.first && (await loose(f, one.factory).create(this.#given(one.factory, one.first, {}), options));
      written = await writtenRows(em);
      const call = async (bound: AnyBound) => {
        let factory = loose(bound, one.factory);
        for (const trait of one.traits) factory = (factory[trait] as () => Loose)();
        await factory.create(this.#given(one.factory, one.ops, first ?? {}), options);
      };
      await (one.within ? f.within(this.#held(one.within), call) : call(f));
      await em.execute('set constraints all immediate');
    } catch (error) {
      const answer = answerOf(error, this.#cases.tables);
      if (bypass) {
        if (!answer && isUsage(error)) return { broken: [], violated: [], isWithoutRow: true };
        if (!answer) return { broken: broken(), violated: [], fault: `no answer but ${String(error)}` };
        return { broken: broken(), violated: [], answer };
      }
      if (!(error instanceof SeedbedError)) {
        const stack = error instanceof Error ? error.stack : String(error);
        return { broken: [], violated: [], fault: `an error without type: ${stack}` };
      }
      // What waits for the end of a `within` may be refused when its calls have written their rows.
      const isWritten =
        !one.within && !(error instanceof LoadRefusedError) && (await writtenRows(em)) !== written;
      return { broken: [], violated: [], refusal: error, ...(isWritten && { fault: 'rows were written' }) };
    }
    const storedOtherwise = await difference(em, made, this.#cases.tables);
    return {
      broken: broken(),
      violated: await violatedRules(em, this.#cases.subject),
      ...(bypass && { answer: { accepted: true } }),
      ...(storedOtherwise !== undefined && { storedOtherwise }),
    };
  }

  #held({ factory, isPool }: NonNullable<Case['within']>): object {
    const pool = this.#base.get(this.#cases.factoryOf(factory).entity) ?? [];
    return { [factory]: isPool ? pool : pool[0] };
  }

  #given(name: string, ops: Ops, first: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(ops).map(([property, op]) => [property, this.#resolve(name, property, op, first)]),
    );
  }

  #resolve(name: string, property: string, op: Op, first: Record<string, unknown>): unknown {
    if (op.kind === 'value') return op.value;
    if (op.kind === 'same') return first[property];
    const target = this.#cases.parentsOf(name)[property]?.of ?? this.#cases.tableOf(name).entity;
    const table = this.#cases.tables.find(({ entity }) => entity === target);
    const [primary = 'id'] = table?.primaryProperties ?? [];
    if (op.kind === 'missing') {
      const type = table?.columns.find((column) => column.property === primary)?.type;
      if (type === 'int') return 2_147_483_000;
      return type === 'uuid' ? '0bad0bad-0000-8000-8000-000000000000' : 'nowhere';
    }
    const pool = this.#base.get(target) ?? [];
    const entity = 'index' in op ? pool[op.index % pool.length] : undefined;
    if (op.kind === 'below') return entity && `${String(Reflect.get(entity, 'path'))}.below`;
    if (op.kind === 'base') return entity && op.as === 'key' ? Reflect.get(entity, primary) : entity;
    const parent = this.#cases.names.find((other) => this.#cases.factoryOf(other).entity === target);
    return this.#given(parent ?? name, op.ops, {});
  }
}

/** The factory itself did not want the call, rather than the database the rows. */
const isUsage = (error: unknown): boolean => error instanceof SeedbedError && error.kind === 'usage';

/** How many; those of transactions before may still be among them, so that only differences mean something. */
async function writtenRows(em: SqlEntityManager): Promise<number> {
  const [row] = await em.execute<{ n: string }[]>(
    'select coalesce(sum(n_tup_ins), 0) as n from pg_stat_xact_user_tables',
  );
  return Number(row?.n);
}

/** By what the database refused: a constraint's name, or the kind of value that it did not take. */
function answerOf(error: unknown, tables: readonly Table[]): Answer | undefined {
  const cause = error instanceof LoadRefusedError ? error.cause : error;
  if (!(cause instanceof DriverException || cause instanceof pg.DatabaseError)) return undefined;
  const state = cause.code ?? '';
  const field = (name: string): string => String(Reflect.get(cause, name));
  if (state === '23502') {
    const columns = tables.find(({ name }) => name === field('table'))?.columns;
    return { accepted: false, by: String(columns?.find(({ name }) => name === field('column'))?.notNull) };
  }
  if (state.startsWith('23')) return { accepted: false, by: field('constraint') };
  if (state === '22001') return { accepted: false, by: 'length' };
  return { accepted: false, by: /^(22|42601|42804|54)/.test(state) ? 'type' : `${state} ${cause.message}` };
}

/** The first column that the database holds with another value than the row that was made. */
async function difference(
  em: SqlEntityManager,
  made: readonly Made[],
  tables: readonly Table[],
): Promise<string | undefined> {
  for (const [entity, some] of Map.groupBy(made, ({ factory }) => factory.entity)) {
    const table = tables.find((one) => one.entity === entity);
    if (!table) continue;
    const keys = some.map(({ row }) =>
      Object.fromEntries(table.primary.map((column, i) => [column, row[table.primaryProperties[i] ?? '']])),
    );
    const using = table.primary.map((column) => `"${column}"`).join(', ');
    const found = await em.execute<{ held: AnyRow }[]>(
      `select to_jsonb(t) as held from "${table.name}" t
         join (select ${using} from json_populate_recordset(null::"${table.name}", ?::json)) k using (${using})`,
      [JSON.stringify(keys)],
    );
    const byKey = new Map(found.map(({ held }) => [JSON.stringify(table.primary.map((c) => held[c])), held]));
    for (const { row } of some) {
      const held = byKey.get(key(table, row));
      if (!held) return `${table.name} ${key(table, row)}`;
      for (const column of table.columns) {
        if (!isSame(column.type, row[column.property], held[column.name]))
          return `${table.name}.${column.name}`;
      }
      if ('parent_path' in held && held['parent_path'] !== row['parentPath'])
        return `${table.name}.parent_path`;
    }
  }
  return undefined;
}

function isSame(type: string, made: unknown, held: unknown): boolean {
  if (made === null || held === null) return made === held;
  if (type === 'timestamptz') return made instanceof Date && made.getTime() === Date.parse(String(held));
  if (type.startsWith('numeric')) return typeof made === 'string' && Number(made) === held;
  // JSON has a text for NaN and the infinities.
  if (typeof made === 'number' && !Number.isFinite(made)) return String(made) === held;
  return type === 'jsonb' ? isDeepStrictEqual(made, held) : made === held;
}

/** Planned once a connection: the judge has only one. */
export async function prepareViolations(em: SqlEntityManager, { violations }: Subject): Promise<void> {
  const each = Object.values(violations).map((sql, i) => `select ${i} as rule where exists (${sql})`);
  await em.execute(`prepare violations as ${each.join(' union all ')}`);
}

async function violatedRules(em: SqlEntityManager, { violations }: Subject): Promise<string[]> {
  const found = await em.execute<{ rule: number }[]>('execute violations');
  return found.map(({ rule }) => Object.keys(violations)[rule] ?? '');
}
