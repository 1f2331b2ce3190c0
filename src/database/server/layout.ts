import { join } from 'node:path';

/** The role that initdb makes, and everyone connects as. */
export const superuser = 'seedbed';

/** What stands in the folder of a server. Only `data` belongs to the account that PostgreSQL runs as. */
export function parts(folder: string) {
  return {
    data: join(folder, 'data'),
    password: join(folder, 'password'),
    port: join(folder, 'port'),
    log: join(folder, 'log'),
  };
}
