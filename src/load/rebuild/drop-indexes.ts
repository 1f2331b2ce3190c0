import type pg from 'pg';
import { compareCatalogs, describeDifference, readCatalogOf } from '../../database/catalog.ts';
import type { EntityClass } from '../../entities/row.ts';
import type { Schema } from '../../entities/schema.ts';
import { fullName } from '../../entities/table-name.ts';
import { SeedbedError } from '../../errors/error.ts';
import { listed } from '../../errors/listed.ts';
import type { RowKeys } from '../staying.ts';
import { tablesOf } from '../table.ts';
import { saveStructure } from './structure-snapshot.ts';

/** Tables without indexes, foreign keys and triggers, for as long as they are filled. */
export interface Bare {
  /** Those that this transaction has emptied: all but those with rows that stay. */
  readonly emptied: ReadonlySet<EntityClass>;
  /**
   * Makes everything again, which checks every row.
   *
   * @throws `structure_not_restored` where the catalogue is not as it was before; pg.DatabaseError where a row
   * breaks a constraint. The transaction is to be rolled back then.
   */
  restore(): Promise<void>;
}

/**
 * Takes the indexes, foreign keys and triggers of a schema's tables away, in the transaction that is open. The
 * tables are empty but for rows that stay. PostgreSQL makes the files of the others anew, so that COPY can freeze
 * what it writes there.
 */
export async function makeBare(client: pg.ClientBase, schema: Schema, staying: RowKeys): Promise<Bare> {
  const emptied = tablesOf(schema).filter(({ name }) => (staying.get(name) ?? []).length === 0);
  const restore = await stripTables(client, {
    tables: tablesOf(schema).map(({ name }) => name),
    emptied: emptied.map(({ name }) => name),
    namespaces: schema.namespaces,
  });
  return { emptied: new Set(emptied.map(({ entity }) => entity)), restore };
}

/** Tables, and with them what else of the catalogue must be as before. */
interface Stripped {
  readonly tables: readonly string[];
  /** Those whose rows go. */
  readonly emptied: readonly string[];
  /** Whether the rows are old ones, which may break checks that are `not valid`. */
  readonly old?: boolean;
  readonly namespaces: readonly string[];
}

/** As `makeBare`, for any tables; resolves to what makes everything again. */
export async function stripTables(
  client: pg.ClientBase,
  { tables, emptied, old = false, namespaces }: Stripped,
): Promise<() => Promise<void>> {
  const catalog = () => readCatalogOf(client, tables, namespaces);
  const before = await catalog();
  const { triggers, foreignKeys, indexes, unvalidated } = await saveStructure(client, tables);
  const constraints = [...foreignKeys, ...(old ? unvalidated : [])];
  await runAll(
    client,
    [...triggers, ...constraints, ...indexes].map(({ drop }) => drop),
  );
  await client.query(`truncate ${emptied.map((name) => fullName(name))}`);
  return async () => {
    // Foreign keys refer to unique ones; triggers come last, because they have nothing to do with what is there.
    await runAll(
      client,
      [...indexes, ...constraints, ...triggers].flatMap(({ make }) => make),
    );
    const differences = compareCatalogs(before, await catalog()).map(describeDifference);
    if (differences.length > 0) {
      throw new SeedbedError('structure_not_restored', {
        message: listed(
          'Indexes, keys or triggers could not be made again as they were, so everything was rolled back:',
          differences,
        ),
        details: { differences },
      });
    }
  };
}

/** Many small statements are one message: most of their time would be spent on the way. */
async function runAll(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await client.query(statements.join(';\n'));
}
