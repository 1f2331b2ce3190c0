import type { Draw } from './context.ts';
import { keyLiteral, literal, textLiteral } from './literal.ts';
import { type SourceFile, sourceOf, withSource } from './source.ts';

/** A function that gives the same each time. */
export const constant = (value: unknown): Draw =>
  withSource(
    () => value,
    () => literal(value),
  );

/** One of a list. */
export const oneOf = (values: readonly unknown[]): Draw =>
  withSource(
    ({ random }) => random.pick(values),
    () => `({ random }) => random.pick(${literal(values)})`,
  );

/**
 * A column that may be null, and has a value in that share of the rows.
 *
 * @example orNull(0.85, like('customer.phone', 'text'))
 */
export const orNull = (rate: number, draw: Draw): Draw =>
  withSource(
    (context) => (context.random.chance(rate) ? draw(context) : null),
    (file) => `${file.use('orNull')}(${rate}, ${sourceOf(draw, file)})`,
  );

/**
 * A column that mostly has one value, and another one in a quarter of the rows.
 *
 * @example mostly('EUR', like('customer.currency', 'char(3)'))
 */
export const mostly = (value: unknown, draw: Draw): Draw =>
  withSource(
    (context) => (context.random.chance(0.75) ? value : draw(context)),
    (file) => `${file.use('mostly')}(${literal(value)}, ${sourceOf(draw, file)})`,
  );

/** What another column of the row has. */
export const sameColumn = (property: string): Draw =>
  withSource(
    ({ row }) => row[property],
    () => `({ row }) => row[${textLiteral(property)}]`,
  );

/**
 * What a parent has in one of its columns; without such a parent null, or a value of the column's own.
 *
 * @example ofParent('section', 'courseId')
 */
export const ofParent = (parent: string, property: string, otherwise?: Draw): Draw =>
  withSource(
    (context) => context.parents[parent]?.[property] ?? otherwise?.(context) ?? null,
    (file) => {
      const own = otherwise ? `, ${sourceOf(otherwise, file)}` : '';
      return `${file.use('ofParent')}(${textLiteral(parent)}, ${textLiteral(property)}${own})`;
    },
  );

/**
 * A column that goes by another one of its row: a function for each value of that, and null for all others.
 *
 * @example byValueOf('kind', { film: like('medium.length', 'int'), song: () => 3 })
 */
export const byValueOf = (property: string, draws: Readonly<Record<string, Draw>>): Draw =>
  withSource(
    (context) => draws[String(context.row[property])]?.(context) ?? null,
    (file) => `${file.use('byValueOf')}(${textLiteral(property)}, ${objectSource(draws, file)})`,
  );

/** A value of JSON whose parts may be functions. */
export type JsonTemplate =
  | Draw
  | string
  | number
  | boolean
  | null
  | readonly JsonTemplate[]
  | { readonly [key: string]: JsonTemplate };

/**
 * A value of JSON, made of what is plain and of functions as columns have them.
 *
 * @example json({ street: like('customer.street', 'text'), tags: ['new'] })
 */
export const json = (template: JsonTemplate): Draw =>
  withSource(
    (context) => filled(template, (draw) => asJson(draw(context))),
    (file) => `${file.use('json')}(${templateSource(template, file)})`,
  );

/** The compiler does not tell lists that are not written to from objects. */
const isList = (template: object): template is readonly JsonTemplate[] => Array.isArray(template);

function filled(template: JsonTemplate, make: (draw: Draw) => unknown): unknown {
  if (template instanceof Function) return make(template);
  if (!(template instanceof Object)) return template;
  if (isList(template)) return template.map((one) => filled(one, make));
  return Object.fromEntries(Object.entries(template).map(([key, one]) => [key, filled(one, make)]));
}

function asJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? String(value) : value;
}

function templateSource(template: JsonTemplate, file: SourceFile): string {
  if (template instanceof Function) return sourceOf(template, file);
  if (!(template instanceof Object)) return literal(template);
  return isList(template)
    ? `[${template.map((one) => templateSource(one, file)).join(', ')}]`
    : objectSource(template, file);
}

function objectSource(parts: Readonly<Record<string, JsonTemplate>>, file: SourceFile): string {
  const entries = Object.entries(parts).map(
    ([key, one]) => `${keyLiteral(key)}: ${templateSource(one, file)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
