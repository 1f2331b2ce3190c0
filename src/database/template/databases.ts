import pg from 'pg';
import { SeedbedError } from '../../errors/error.ts';
import { excerptOfAnswer } from '../../errors/excerpt.ts';
import type { Ask } from '../ask.ts';
import { isDatabaseError } from '../database-error.ts';
import { createMarked, dropMarked, type MarkedDatabase, markedDatabases } from '../marked/databases.ts';
import { type Mark, markStatement } from '../marked/mark.ts';
import { makerIn } from '../marked/names.ts';
import type { AdminConnection } from './admin-connection.ts';
import { isTemplate } from './names.ts';

const { escapeIdentifier: quoted } = pg;

/** Templates that are asked for more often than that are not noted each time. */
const NOTED_EVERY = '1 hour';

/** The databases of the test kit on a server. */
export class Databases {
  readonly #admin: AdminConnection;
  readonly #ask: Ask;

  constructor(admin: AdminConnection) {
    this.#admin = admin;
    this.#ask = (sql, values) => admin.query(sql, values);
  }

  /** The templates of the maintenance database. */
  async templates(): Promise<readonly MarkedDatabase[]> {
    const { place } = this.#admin.facts;
    return (await markedDatabases(this.#ask)).filter(
      ({ name, mark }) => mark.kind === 'template' && isTemplate(name, place),
    );
  }

  /** The clones of the maintenance database, whichever process has made them. */
  async clones(): Promise<readonly MarkedDatabase[]> {
    const { place } = this.#admin.facts;
    return (await markedDatabases(this.#ask)).filter(
      ({ name, mark }) => mark.kind === 'clone' && makerIn(name)?.isFor(place),
    );
  }

  /**
   * A template, where it is there.
   *
   * @throws `database_not_ours` where there is a database of that name that is none
   */
  async findTemplate(name: string): Promise<MarkedDatabase | undefined> {
    // First whether it is there: meanwhile another process may finish it, and no process drops what is about to be used.
    const [found] = await this.#ask<{ owner: string }>(
      'select pg_get_userbyid(datdba)::text as owner from pg_database where datname = $1',
      [name],
    );
    if (!found) return undefined;
    const template = (await this.templates()).find((one) => one.name === name);
    if (template) return template;
    throw new SeedbedError('database_not_ours', {
      message: `The database '${name}' of the role "${found.owner}" has a name that seedbed needs, and was not made by seedbed for this role.`,
      details: { database: name, owner: found.owner },
    });
  }

  /**
   * Copies a template.
   *
   * @param ask takes the statements to the server
   * @throws `database_creation_refused`
   */
  async create(name: string, template: string, kind: Mark['kind'], ask: Ask = this.#ask): Promise<void> {
    const { strategy, role: by } = this.#admin.facts;
    try {
      await createMarked(ask, name, `template ${quoted(template)} strategy ${strategy}`, {
        kind,
        by,
        about: template,
      });
    } catch (error) {
      if (isDatabaseError(error) && error.code === '42501')
        throw new SeedbedError('database_creation_refused', {
          message: `A database for tests cannot be created: ${excerptOfAnswer(error.message)}.`,
          details: { answer: excerptOfAnswer(error.message) },
          cause: error,
        });
      throw error;
    }
  }

  /** Seals a database that is whole, and gives it its final name, at once. */
  async seal(name: string, final: string, about: string): Promise<void> {
    const { role: by } = this.#admin.facts;
    const mark = { kind: 'template', by, about, used: await this.daysAgo(0) } as const;
    await this.#ask(`${markStatement(name, mark)};
      alter database ${quoted(name)} allow_connections false is_template true;
      alter database ${quoted(name)} rename to ${quoted(final)}`);
  }

  /** Notes that a template has been asked for, where the role may. */
  async noteUse({ name, mark: noted }: MarkedDatabase): Promise<void> {
    const [due] = await this.#ask<{ due: boolean }>(
      `select $1::timestamptz < clock_timestamp() - interval '${NOTED_EVERY}' as due`,
      [noted.used],
    );
    if (!due?.due) return;
    const mark = { by: '', ...noted, used: await this.daysAgo(0) };
    await this.#ask(markStatement(name, mark)).catch((error: unknown) => {
      if (!(isDatabaseError(error) && error.code === '42501')) throw error;
    });
  }

  /** Keeps a clone for a run of a test suite. */
  async keep(name: string, run: string): Promise<void> {
    await this.#ask(markStatement(name, { kind: 'clone', by: this.#admin.facts.role, run }));
  }

  /** The kept clones, each with the run that it was kept for. */
  async kept(): Promise<readonly { readonly name: string; readonly run: string }[]> {
    return (await markedDatabases(this.#ask)).flatMap(({ name, mark: { run } }) =>
      run === undefined ? [] : [{ name, run }],
    );
  }

  /** Drops one, sealed or not. */
  async remove(name: string): Promise<void> {
    await dropMarked(this.#ask, name);
  }

  /** A time by the server's clock, so that later ones sort behind it. */
  async daysAgo(days: number): Promise<string> {
    const [row] = await this.#ask<{ time: string }>(
      `select to_char((clock_timestamp() - make_interval(days => $1)) at time zone 'utc',
                      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as time`,
      [days],
    );
    return row?.time ?? '';
  }
}
