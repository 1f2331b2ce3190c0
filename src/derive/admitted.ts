import { sqlType } from '../load/types/sql-type.ts';
import { after, DEFAULT_NOW } from '../random/clock.ts';
import { type Cell, daysAfter } from './combinations.ts';
import type { AdmittedCell, ColumnStructure } from './structure.ts';
import { dayOf } from './times.ts';

/** A cell of the structure as the column has it. */
export function cellIn(column: ColumnStructure, cell: AdmittedCell): Cell {
  if ('after' in cell)
    return sqlType(column.over).name === 'date'
      ? { days: daysAfter(dayOf(after(DEFAULT_NOW, cell.after)), DEFAULT_NOW) }
      : cell;
  if (!('value' in cell)) return cell;
  const value = valueIn(column, cell.value);
  // What is left are values of JSON, which hold none of these.
  const isObject = value instanceof Object && !(value instanceof Date) && !Array.isArray(value);
  return isObject ? { value } : (value as Cell);
}

/** JSON has neither the whole numbers of 64 bits nor times nor bytes. */
export function valueIn({ over }: ColumnStructure, value: unknown): unknown {
  const { name, isArray } = sqlType(over);
  if (value === null || isArray) return value;
  if (name === 'bigint') return BigInt(String(value));
  if (/^timestamp/.test(name)) return new Date(String(value));
  return value;
}
