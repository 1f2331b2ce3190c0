import { tablesOfProject } from '../database/application-orm.ts';
import { connectPinned, requireVersion } from '../database/connect.ts';
import { isDatabaseError } from '../database/database-error.ts';
import { DumpFailed, dumpStructure, noDumperFor, ourSchemas } from '../database/dump.ts';
import { nameOf } from '../database/name-of.ts';
import type { ProjectOrm } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { excerptOfAnswer } from '../errors/excerpt.ts';

/** The structure of a database, to be made again elsewhere. */
export interface Structure {
  /** The database that it is of, and the version of its server. */
  readonly database: string;
  /** Undefined where it is of no database. */
  readonly major?: number;
  readonly script: string;
}

/** What belongs to the server or its roles. */
const leftOut = ['owner', 'privileges', 'publications', 'subscriptions', 'security-labels', 'tablespaces'];

/**
 * Reads the structure of a database, without its rows, owners and grants.
 *
 * @throws `structure_not_taken`, and what connecting throws
 */
export async function readStructure(url: string): Promise<Structure> {
  const client = await connectPinned(url);
  try {
    const [database, major] = [await nameOf(client), await requireVersion(client)];
    const refused = (answer: string) =>
      new SeedbedError('structure_not_taken', {
        message: `The structure of '${database}' could not be read: ${excerptOfAnswer(answer)}.`,
        hint: `Install the pg_dump of PostgreSQL ${major} or newer (Debian: postgresql-client-${major}), and connect as a role that may read all tables.`,
        details: { database, answer: excerptOfAnswer(answer) },
      });
    const noDumper = await noDumperFor(major);
    if (noDumper !== undefined) throw refused(noDumper);
    const options = leftOut.map((what) => `--no-${what}`);
    const script = await dumpStructure(url, ourSchemas, options).catch((error: unknown) => {
      throw error instanceof DumpFailed ? refused(error.message) : error;
    });
    return { database, major, script };
  } finally {
    await client.end();
  }
}

/** The structure that the MikroORM of a project would make. @param name what it is of, for messages */
export const projectStructure = async (name: string, project: ProjectOrm): Promise<Structure> => ({
  database: name,
  script: await tablesOfProject(project),
});

/**
 * Makes a structure in an empty database.
 *
 * @throws `structure_not_taken`
 */
export async function makeStructure(url: string, { database, major, script }: Structure): Promise<void> {
  const client = await connectPinned(url);
  try {
    await client.query(script);
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    const answer = excerptOfAnswer(error.message);
    throw new SeedbedError('structure_not_taken', {
      message: `The structure of '${database}' could not be made on the server for tests: ${answer}.`,
      hint: `Let DATABASE_TEST_URL name a server${major === undefined ? '' : ` of PostgreSQL ${major} or newer`} that has its extensions.`,
      details: { database, answer },
      cause: error,
    });
  } finally {
    await client.end();
  }
}
