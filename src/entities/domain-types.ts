import type { Schema } from './schema.ts';
import { nameOfPrinted } from './table-name.ts';

const NAME = /(?:"(?:[^"]|"")+"|\w+)/.source;
const CREATE = new RegExp(`^\\s*create\\s+domain\\s+((?:${NAME}\\.)?${NAME})\\s+(?:as\\s+)?(.+)$`, 'is');
const BEHIND_TYPE = /\s+(?:collate|default|constraint|not\s+null|null|check)\b.*$/is;

/** Without quotes, PostgreSQL takes a name in lower case. */
const lowered = (name: string): string => (name.startsWith('"') ? name : name.toLowerCase());

/**
 * The domains of SQL that a schema makes before its tables, by name, with the types that they are over.
 *
 * @example domainTypesOf({ prelude: ['create domain public.share as numeric(3,2) check (value < 1)'] }).get('share')
 * // 'numeric(3,2)'
 */
export function domainTypesOf({ prelude }: Pick<Schema, 'prelude'>): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const statement of prelude) {
    const [, written, rest] = CREATE.exec(statement) ?? [];
    const type = rest?.replace(BEHIND_TYPE, '').trim();
    const name = written && nameOfPrinted(written.replace(/"[^"]*"|\w+/g, lowered));
    // A domain may be over one that was made before.
    if (name !== undefined && type !== undefined) types.set(name, types.get(nameOfPrinted(type)) ?? type);
  }
  return types;
}
