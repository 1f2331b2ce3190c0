import type { Schema } from './schema.ts';

const CREATE = /^\s*create\s+domain\s+(?:public\.)?(?:"([^"]+)"|(\w+))\s+(?:as\s+)?(.+)$/is;
const BEHIND_TYPE = /\s+(?:collate|default|constraint|not\s+null|null|check)\b.*$/is;

/**
 * The domains of SQL that a schema makes before its tables, by name, with the types that they are over.
 *
 * @example domainTypesOf({ prelude: ['create domain public.share as numeric(3,2) check (value < 1)'] }).get('share')
 * // 'numeric(3,2)'
 */
export function domainTypesOf({ prelude }: Pick<Schema, 'prelude'>): ReadonlyMap<string, string> {
  const types = new Map<string, string>();
  for (const statement of prelude) {
    const [, quoted, bare, rest] = CREATE.exec(statement) ?? [];
    const type = rest?.replace(BEHIND_TYPE, '').trim();
    const name = quoted ?? bare?.toLowerCase();
    // A domain may be over one that was made before.
    if (name !== undefined && type !== undefined)
      types.set(name, types.get(type.replace(/^public\./, '')) ?? type);
  }
  return types;
}
