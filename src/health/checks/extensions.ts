import pg from 'pg';
import { type Check, count, some } from '../check.ts';

interface Extension {
  readonly name: string;
  readonly installed: string | null;
  readonly available: string | null;
}

/** Whether the extensions are there that the tables need. */
export const extensions: Check<'extensions'> = {
  name: 'extensions',
  about: 'the extensions that the tables of the domain need',
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
    const [missing] = rows.filter(({ installed }) => installed === null);
    if (missing) {
      const names = rows.filter(({ installed }) => installed === null).map(({ name }) => name);
      return {
        state: 'failure',
        finding: `${names.join(', ')} missing`,
        mend:
          missing.available === null
            ? `Install ${missing.name} on the server (postgresql-contrib, or its own package), then create extension ${quoted(missing.name)}.`
            : `Run: create extension ${quoted(missing.name)}; \`npx seedbed migrate up\` does so for a new database.`,
      };
    }
    const old = rows.filter(({ installed, available }) => available !== null && installed !== available);
    if (old.length === 0) return { state: 'ok', finding: rows.map(shown).join(', ') };
    return {
      state: 'warning',
      finding: `${count(old.length, 'extension')} older than the server's: ${some(old.map(shown))}`,
      mend: `Run: ${old.map(({ name }) => `alter extension ${quoted(name)} update`).join('; ')}.`,
    };
  },
};

const quoted = pg.escapeIdentifier;
const shown = ({ name, installed }: Extension): string => `${name} ${installed}`;
