import type { Catalog } from '../catalog.ts';
import { creation, inOrder, removal } from './objects.ts';

/** The statements that give enums the values that they have in another catalogue. */
export const enumChanges = (from: Catalog, to: Catalog): string[] =>
  [...from].flatMap(([object, definition]) => {
    const wanted = to.get(object);
    const isChanged = object.startsWith('type ') && wanted !== undefined && wanted !== definition;
    if (!isChanged || !definition.startsWith(`'`)) return [];
    const type = object.slice('type '.length);
    const [before, after] = [valuesOf(definition), valuesOf(wanted)];
    const isLonger = after.filter((value) => before.includes(value)).join() === before.join();
    return isLonger ? additions(type, before, after) : replacement(type, after, from);
  });

const valuesOf = (definition: string): string[] => definition.match(/'(?:[^']|'')*'/g) ?? [];

const additions = (type: string, before: readonly string[], after: readonly string[]): string[] =>
  after.flatMap((value, i) => {
    if (before.includes(value)) return [];
    const place = i === 0 ? `before ${before[0]}` : `after ${after[i - 1]}`;
    return [`alter type public.${type} add value ${value} ${place}`];
  });

/** PostgreSQL takes no value away: a new type takes the old one's place. Rows that have a lost value make it fail. */
function replacement(type: string, values: readonly string[], catalog: Catalog): string[] {
  const full = `public.${type}`;
  const columns = [...catalog].filter(
    ([object, definition]) =>
      object.startsWith('column ') && (definition === full || definition.startsWith(`${full} `)),
  );
  const dependents = inOrder(
    [...catalog].filter(
      ([object, definition]) =>
        /^(constraint|index|trigger) /.test(object) && definition.includes(`::${full}`),
    ),
  );
  const old = `${type.replace(/^"(.*)"$/, '$1')}_before`;
  return [
    ...dependents.toReversed().flatMap(([object]) => removal(object) ?? []),
    `alter type ${full} rename to "${old}"`,
    `create type ${full} as enum (${values.join(', ')})`,
    ...columns.flatMap(([object, definition]) => {
      const [, table = '', column = ''] = /^column (.+)\.("(?:[^"]|"")+"|[^.]+)$/.exec(object) ?? [];
      const [, initial] = / default (.+)$/.exec(definition) ?? [];
      const alter = `alter table ${table} alter ${column}`;
      return [
        ...(initial ? [`${alter} drop default`] : []),
        `${alter} type ${full} using ${column}::text::${full}`,
        ...(initial ? [`${alter} set default ${initial}`] : []),
      ];
    }),
    `drop type public."${old}"`,
    ...dependents.flatMap(([object, definition]) => creation(object, definition) ?? []),
  ];
}
