import { SeedbedError } from './error.ts';

/** The database holds rows already. */
export class DataPresentError extends SeedbedError {
  readonly code = 'data_present';
  readonly database: string;
  /** Rows by table, tables without any left out. */
  readonly rows: Readonly<Record<string, number>>;

  constructor(database: string, rows: Readonly<Record<string, number>>, mend: string) {
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    const most = Object.entries(rows)
      .sort(([, a], [, b]) => b - a)
      .slice(0, 4)
      .map(([table, count]) => `${table} ${grouped(count)}`);
    const list = Object.keys(rows).length > most.length ? `${most.join(', ')}, …` : most.join(', ');
    super(`The database '${database}' already holds ${grouped(total)} rows (${list}).`, mend);
    this.database = database;
    this.rows = rows;
  }
}

/** With commas, whatever the locale. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
