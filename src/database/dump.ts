import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectionSettings, driverClient } from './settings.ts';
import { parametersOf } from './url.ts';

const run = promisify(execFile);

/** What the url says beside host, port, user, password and database, and how libpq's environment calls it. */
const parameters: Readonly<Record<string, string>> = {
  options: 'PGOPTIONS',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
};

/** The major version of the `pg_dump` of this machine; undefined where there is none. */
export async function dumperVersion(): Promise<number | undefined> {
  try {
    const { stdout } = await run('pg_dump', ['--version']);
    return Number(/\) (\d+)/.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}

/** Why a server's databases cannot be dumped here; undefined where they can. */
export async function noDumperFor(major: number): Promise<string | undefined> {
  const dumper = await dumperVersion();
  if (dumper === undefined) return 'there is no pg_dump on this machine';
  return dumper < major ? `pg_dump ${dumper} is older than the server (${major})` : undefined;
}

/** Patterns of the schemas that hold what is not a platform's, but ours. */
export const ourSchemas: readonly string[] = ['seedbed_staging', 'seedbed_before_*', 'seedbed_undone_*'];

/** What `pg_dump` said when it failed. */
export class DumpFailed extends Error {}

/**
 * The statements that make a database again without its rows, for a server of the same version. The url goes by the
 * environment, where other users of this machine cannot read the password.
 *
 * @param except patterns of schemas to leave out
 * @param options further ones of `pg_dump`
 * @throws DumpFailed
 */
export async function dumpStructure(
  url: string,
  except: readonly string[],
  options: readonly string[] = [],
): Promise<string> {
  const { stdout } = await run(
    'pg_dump',
    [
      '--schema-only',
      '--no-password',
      '--lock-wait-timeout=3s',
      ...options,
      ...except.map((pattern) => `--exclude-schema=${pattern}`),
    ],
    { env: { ...withoutServers(process.env), ...environmentOf(url) }, maxBuffer: 2 ** 28 },
  ).catch((error: { stderr?: string }) => {
    throw new DumpFailed(error.stderr?.trim() || 'it ended without a word');
  });
  return forTheServer(stdout);
}

/** Texts, bodies, names and comments, where a line may begin with anything; and lines that are not for this server. */
const tokens =
  /(?<![\w$])e'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|(?<![\w$\u{80}-\u{10ffff}])\$(?<tag>(?:[a-z_\u{80}-\u{10ffff}][\w\u{80}-\u{10ffff}]*)?)\$[\s\S]*?\$\k<tag>\$|"(?:[^"]|"")*"|--.*|\/\*[\s\S]*?\*\/|^(?<other>\\.*|SET transaction_timeout = .*)$/gimu;

/**
 * A script of `pg_dump` without the commands of psql, and without a setting that older servers do not know.
 *
 * @example forTheServer('\\restrict x\nselect 1;') // '\nselect 1;'
 */
export const forTheServer = (script: string): string =>
  script.replace(tokens, (token, ...rest) => {
    const groups: { readonly other?: string } = rest.at(-1);
    return groups.other === undefined ? token : '';
  });

/** What libpq would look at beside what it is given here, such as PGSERVICE and PGHOSTADDR, may mean another server. */
const withoutServers = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('PG')));

function environmentOf(url: string): Record<string, string> {
  const { client } = connectionSettings(url);
  const { host, port, user = '', password, database = '' } = driverClient(client);
  const inUrl = parametersOf(url);
  const found = Object.entries(parameters).flatMap(([name, variable]): [string, string][] => {
    const value = inUrl[name] || process.env[variable];
    return value ? [[variable, value]] : [];
  });
  const variables = Object.fromEntries(found);
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGDATABASE: database,
    ...(password && { PGPASSWORD: password }),
    ...variables,
    // libpq does not know that name, and asks for a certificate where it has an authority.
    ...(variables['PGSSLMODE'] === 'no-verify' && { PGSSLMODE: 'require', PGSSLROOTCERT: '' }),
  };
}
