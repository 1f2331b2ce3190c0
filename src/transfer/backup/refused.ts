import { SeedbedError } from '../../errors/error.ts';

/** What to do about a SQLSTATE or its class. */
const hints: Readonly<Record<string, string>> = {
  '42501': 'Connect as the owner of the tables, or as a user who may select all their rows (bypassrls).',
  '53': 'The server is out of resources: see its log, then try again.',
  '55': 'Another session holds a lock: try again when it has ended.',
  '57014': 'A timeout or an administrator ended it: try again.',
};

/** PostgreSQL did not let a database be backed up; nothing is left of the backup, and the database is as it was. */
export const backupRefused = (sqlState: string, answer: string, cause?: unknown): SeedbedError =>
  new SeedbedError('backup_refused', {
    message: `PostgreSQL did not let the database be backed up (${sqlState}): ${answer}. It is as it was.`,
    hint: hints[sqlState] ?? hints[sqlState.slice(0, 2)],
    details: { sqlState, answer },
    cause,
  });
