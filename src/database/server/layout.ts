import { join } from 'node:path';

/** The role that initdb makes, and everyone connects as. */
export const superuser = 'seedbed';

/** The folder of the server in its home. It has this name only when it is complete. */
export function serverFolder(home: string): string {
  return join(home, 'server');
}

/** What stands in the folder of a server. Only `data` belongs to the account that PostgreSQL runs as. */
export function parts(folder: string) {
  return {
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    port: join(folder, 'port'),
    log: join(folder, 'log'),
    inUse: join(folder, 'in-use'),
  };
}
