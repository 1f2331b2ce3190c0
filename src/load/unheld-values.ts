import type { Incompatibility, NarrowerType } from '../database/compatibility.ts';
import { shown } from '../errors/shown.ts';
import type { AnyRow } from './sink.ts';
import type { TableColumn } from './table.ts';
import { typeOf } from './types/index.ts';
import { isLonger, lengthOf } from './types/texts.ts';
import type { ValueType } from './types/value-type.ts';

/** How many values are named, and how many told apart. */
const NAMED = 5;
const TOLD_APART = 1_000;

/** The values of rows that a column of a database does not hold. */
export class UnheldValues {
  readonly #column: TableColumn;
  readonly #type: ValueType | undefined;
  readonly #values = new Set<string>();
  #rows = 0;
  /** In characters, of those that are too long. */
  #longest = 0;

  /** @param type of the column in the database; where left out, it is null that it does not hold */
  constructor(column: TableColumn, type: NarrowerType | undefined) {
    this.#column = column;
    this.#type =
      type &&
      typeOf({
        type: type.spelled,
        ...(type.values && { values: type.values }),
        ...(column.form && { form: column.form }),
      });
  }

  see(row: AnyRow): void {
    const value = row[this.#column.property] ?? null;
    if (this.#isHeld(value)) return;
    this.#rows++;
    if (typeof value === 'string') this.#longest = Math.max(this.#longest, lengthOf(value));
    if (this.#values.size < TOLD_APART) this.#values.add(shown(value, this.#column.name));
  }

  #isHeld(value: unknown): boolean {
    const type = this.#type;
    if (!type) return value !== null;
    if (value === null) return true;
    // As a number, where it is one: what is declared for 64 bits may fit into 32.
    const plain = typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
    return type.accepts(plain) && !isLonger(value, type.limit ?? Number.POSITIVE_INFINITY);
  }

  /** What does not fit and what would; undefined where all of it fits. */
  sentence({ table, column, narrower }: Incompatibility): string | undefined {
    if (this.#rows === 0) return undefined;
    const place = `The column "${table}"."${column}"`;
    const rows = `${this.#rows} ${this.#rows === 1 ? 'row' : 'rows'}`;
    if (!narrower) return `${place} is not null, but stays empty in ${rows}: it would have to be nullable.`;
    const values = [...this.#values];
    const others = values.length === TOLD_APART ? 'many' : values.length - NAMED;
    const more = values.length > NAMED ? `, and ${others} more` : '';
    return `${place} is ${narrower.name}, which does not hold ${values.slice(0, NAMED).join(', ')}${more}, of ${rows}: ${this.#right(narrower)}.`;
  }

  #right({ values }: NarrowerType): string {
    const lacks = this.#column.values?.filter((value) => this.#values.has(shown(value)));
    if (values && lacks) return `its type would have to have ${lacks.join(', ')} too`;
    const isTooLong = this.#type?.limit !== undefined && this.#longest > this.#type.limit;
    return `it would have to be ${isTooLong ? `varchar(${this.#longest})` : this.#column.type}`;
  }
}
