import { DefaultLogger } from '@mikro-orm/core';
import type { Options } from '@mikro-orm/postgresql';

/** Remembers the statement of a MikroORM that PostgreSQL has refused: its answer says where in it, and not which it was. */
export class RefusedStatement {
  sql: string | undefined;

  /** To configure the MikroORM with. */
  readonly options: Options = {
    loggerFactory: (options) => {
      const logger = new DefaultLogger(options);
      const logQuery = logger.logQuery.bind(logger);
      return Object.assign(logger, {
        logQuery: (context: Parameters<typeof logQuery>[0]) => {
          if (context.level === 'error') this.sql = context.query;
          logQuery(context);
        },
      });
    },
  };
}
