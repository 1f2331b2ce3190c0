import pg from 'pg';
import { absencesFrom } from '../../database/absences.ts';
import { isOwnFunction } from '../../entities/own-functions.ts';
import type { Schema } from '../../entities/schema.ts';
import { hasCode } from '../../errors/error.ts';
import { counted } from '../../errors/format.ts';
import { isNamed } from '../../rules/askable.ts';
import { violationsQuery } from '../../rules/pass.ts';
import { rulesOf } from '../../rules/rules-of.ts';
import { type Check, some } from '../check.ts';

interface Extension {
  readonly name: string;
  readonly installed: string | null;
  readonly available: string | null;
}

/** Whether the extensions are there that columns or rules use. */
export const extensions: Check<'extensions'> = {
  name: 'extensions',
  about: 'the extensions of the domain that columns or rules use here',
  limits: () => ({ warning: 'older than what the server has', failure: 'missing' }),
  async run({ client, domain }) {
    if (domain.extensions.length === 0) return { state: 'ok', finding: 'none is needed' };
    const { rows } = await client.query<Extension>(
      `select name, installed.extversion as installed, available.default_version as available
         from unnest($1::text[]) as needed(name)
         left join pg_extension installed on installed.extname = needed.name
         left join pg_available_extensions available using (name)
        order by 1`,
      [domain.extensions],
    );
    const absent = rows.filter(({ installed }) => installed === null);
    const present = rows.filter(({ installed }) => installed !== null);
    const [missing] = absent;
    if (missing && (await usesWhatIsMissing(client, domain))) {
      const names = absent.map(({ name }) => name);
      return {
        state: 'failure',
        finding: `${names.join(', ')} missing`,
        hint:
          missing.available === null
            ? `Install ${missing.name} on the server (postgresql-contrib, or its own package), then create extension ${quoted(missing.name)}.`
            : `Run: create extension ${quoted(missing.name)}; \`npx seedbed migrate up\` does so for a new database.`,
      };
    }
    const old = present.filter(({ installed, available }) => available !== null && installed !== available);
    const unused = absent.length === 0 ? '' : `not used here: ${absent.map(({ name }) => name).join(', ')}`;
    const all = [...(present.length > 0 ? [present.map(shown).join(', ')] : []), ...(unused ? [unused] : [])];
    if (old.length === 0) return { state: 'ok', finding: all.join('; ') };
    return {
      state: 'warning',
      finding: `${counted(old.length, 'extension')} older than the server's: ${some(old.map(shown))}`,
      hint: `Run: ${old.map(({ name }) => `alter extension ${quoted(name)} update`).join('; ')}.`,
    };
  },
};

/**
 * Whether anything would use an extension that is not there. A column that is there cannot: its type and default are
 * too. So it is what has no table yet, or a function that a rule or one of the schema's own trigger functions calls.
 */
async function usesWhatIsMissing(client: pg.ClientBase, domain: Schema): Promise<boolean> {
  const { rows } = await client.query<{ name: string; source: string }>(
    `select proname as name, coalesce(prosrc, '') as source from pg_proc where pronamespace = to_regnamespace('public')`,
  );
  const absences = await absencesFrom(client, domain).catch((error: unknown) => {
    if (hasCode(error, 'not_migrated')) return undefined;
    throw error;
  });
  if (absences === undefined) return true;
  const rules = rulesOf(domain)
    .map((rule) => ({ rule, sql: violationsQuery(rule) }))
    .filter(({ rule, sql }) => !absences.some((absence) => isNamed(sql, rule, absence)));
  const functions = rows.filter(({ source }) => isOwnFunction(domain, source));
  const called = [...rules.map(({ sql }) => sql), ...functions.map(({ source }) => source)].flatMap((sql) =>
    [...sql.matchAll(/\bpublic\.(\w+)\s*\(/g)].map(([, name]) => name),
  );
  return called.some((name) => !rows.some((one) => one.name === name));
}

const quoted = pg.escapeIdentifier;
const shown = ({ name, installed }: Extension): string => `${name} ${installed}`;
