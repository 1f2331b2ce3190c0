import type { Draw } from './context.ts';
import { literal } from './literal.ts';

/** A file of code that is being written: what it imports, and the constants that its expressions use. */
export class SourceFile {
  /** Names that it imports from `seedbed/derive`. */
  readonly imports = new Set<string>();
  readonly #constants = new Map<object, { readonly name: string; readonly text: string }>();

  /** A name that `seedbed/derive` exports, which is imported then. */
  use(name: string): string {
    this.imports.add(name);
    return name;
  }

  /** The name of the constant that stands for an object, which is written once. */
  constant(what: object, text: () => string): string {
    const known = this.#constants.get(what);
    if (known) return known.name;
    const name = this.#constants.size === 0 ? 'checked' : `checked${this.#constants.size + 1}`;
    this.#constants.set(what, { name, text: text() });
    return name;
  }

  get constants(): readonly string[] {
    return [...this.#constants.values()].map(({ name, text }) => `const ${name} = ${text};`);
  }
}

/** Writes an expression. */
export type Expression = (file: SourceFile) => string;

const expressions = new WeakMap<Draw, Expression>();

/** Remembers by which expression a function can be written. */
export function withSource(draw: Draw, expression: Expression): Draw {
  expressions.set(draw, expression);
  return draw;
}

/** The expression for a value or a function of a column. */
export function sourceOf(value: unknown, file: SourceFile): string {
  if (!(value instanceof Function)) return literal(value);
  // Each function of a derived column has one.
  const expression = expressions.get(value as Draw);
  if (!expression) throw new TypeError('This function of a column has no source');
  return expression(file);
}
