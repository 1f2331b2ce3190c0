import { UnderscoreNamingStrategy } from '@mikro-orm/core';

const LONGEST_IDENTIFIER = 63;

const labels: Readonly<Record<string, string>> = {
  primary: 'pkey',
  foreign: 'fkey',
  unique: 'key',
  index: 'idx',
  sequence: 'seq',
};

/**
 * Names constraints and indexes as PostgreSQL itself would, cut the way it cuts names that are too long:
 * the longer of the table's and the columns' part loses its last characters first.
 *
 * @example
 * new PostgresNaming().indexName('account', ['user_id'], 'index'); // 'account_user_id_idx'
 */
export class PostgresNaming extends UnderscoreNamingStrategy {
  override indexName(tableName: string, columns: readonly string[], type: string): string {
    const label = labels[type] ?? type;
    const suffix = columns.length === 0 || type === 'primary' ? '' : `_${columns.join('_')}`;
    let [start, middle] = [tableName, suffix];
    while (start.length + middle.length + label.length + 1 > LONGEST_IDENTIFIER) {
      if (start.length >= middle.length) start = start.slice(0, -1);
      else middle = middle.slice(0, -1);
    }
    return `${start}${middle}_${label}`;
  }
}
