import { types } from 'node:util';
import type { TableColumn } from '../table.ts';
import { arrayOf } from './arrays.ts';
import { bytesText } from './bytes.ts';
import * as geometry from './geometry.ts';
import { json } from './json.ts';
import * as network from './network.ts';
import * as numbers from './numbers.ts';
import { ranges } from './ranges.ts';
import { type SqlType, sqlType } from './sql-type.ts';
import * as texts from './texts.ts';
import { timeText } from './time-text.ts';
import * as times from './times.ts';
import { textType, type ValueType } from './value-type.ts';

const boolean: ValueType = {
  accepts: (value) => typeof value === 'boolean',
  text: (value) => (value === true ? 't' : 'f'),
  words: 'true or false',
};

const bytea: ValueType = {
  accepts: types.isUint8Array,
  // `accepts` was asked before.
  text: (value) => bytesText(value as Uint8Array),
  words: 'a Uint8Array',
};

/** Its text depends on the locale of the database. */
const money = textType('written nowhere here: its text depends on the locale, take numeric', () => false);

const { name, oneByte, text, uuid, ltree, xml } = texts;
const { inet, cidr, macaddr, macaddr8 } = network;
const { point, lseg, path, polygon, circle, line, box } = geometry;

/** Types that are the same however they are declared. */
const plain: Readonly<Record<string, ValueType>> = {
  ...ranges,
  ...{
    boolean,
    bytea,
    box,
    cidr,
    circle,
    inet,
    json,
    jsonb: json,
    line,
    lseg,
    ltree,
    macaddr,
    macaddr8,
    money,
  },
  ...{ name, oid: numbers.oid, path, point, polygon, text, citext: text, uuid, xml },
  '"char"': oneByte,
  'double precision': numbers.double,
  real: numbers.real,
};

const sized: Readonly<Record<string, (sizes: readonly number[], form: numbers.Form) => ValueType>> = {
  bit: ([length]) => texts.bit(length),
  varbit: ([limit]) => texts.varbit(limit),
  char: ([length]) => texts.char(length),
  varchar: ([limit]) => texts.varchar(limit),
  smallint: (_, form) => numbers.integer(16, form),
  int: (_, form) => numbers.integer(32, form),
  bigint: (_, form) => numbers.bigint(form),
  numeric: (sizes, form) => numbers.numeric(sizes, form),
  date: () => times.date,
  interval: ([precision]) => times.interval(precision),
  time: ([precision]) => times.time(precision),
  timetz: ([precision]) => times.timetz(precision),
  timestamp: ([precision]) => times.timestamp(precision),
  timestamptz: ([precision]) => times.timestamp(precision, '+00'),
};

type Declared = Pick<TableColumn, 'type' | 'values' | 'form' | 'over' | 'convert'>;

/**
 * What a column holds.
 *
 * @example typeOf({ type: 'numeric(10,2)' }).accepts('12.50') // true
 */
export function typeOf({ type, over = type, values, form: asORM, convert }: Declared): ValueType {
  const form: numbers.Form = convert ? 'any' : (asORM ?? 'any');
  const declared = sqlType(over);
  // Members of arrays have no type of the ORM's own.
  const formHere = declared.isArray ? 'any' : form;
  const member = values ? oneOf(values, known(declared, formHere)) : scalar(declared, formHere);
  const stored = declared.isArray ? arrayOf(member) : member;
  return convert ? converted(stored, convert) : stored;
}

/** A type of a project: what it makes of a value is what the column holds. */
function converted(stored: ValueType, convert: (value: unknown) => unknown): ValueType {
  const { limit = Number.POSITIVE_INFINITY, ...whole } = stored;
  return {
    ...whole,
    accepts: (value) => {
      const given = convert(value);
      return stored.accepts(given) && !texts.isLonger(given, limit);
    },
    text: (value) => stored.text(convert(value)),
    words: `what its type makes ${stored.words} of`,
  };
}

/** The values of an enum, which are numbers where its column is one. */
function oneOf(values: readonly string[], of: ValueType = textType('a text', () => true)): ValueType {
  const admitted = new Set(values);
  return {
    accepts: (value) => of.accepts(value) && admitted.has(of.text(value)),
    text: of.text,
    words: `one of ${values.join(', ')}`,
  };
}

const scalar = (type: SqlType, form: numbers.Form): ValueType => known(type, form) ?? unknown(type.name);

const known = ({ name, sizes }: SqlType, form: numbers.Form): ValueType | undefined =>
  plain[name] ?? sized[name]?.(sizes, form);

const anyTime = times.timestamp();

/** Of an extension, say: texts as they are, and what has one text only. */
const unknown = (type: string): ValueType => ({
  accepts: (value) =>
    texts.isText(value) ||
    typeof value === 'bigint' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && !Number.isNaN(value)) ||
    types.isUint8Array(value) ||
    (types.isDate(value) && anyTime.accepts(value)),
  text: (value) => {
    if (types.isDate(value)) return timeText(value);
    if (types.isUint8Array(value)) return bytesText(value);
    return typeof value === 'boolean' ? boolean.text(value) : String(value);
  },
  words: `a text, number, boolean, Date or Uint8Array for ${type}`,
});
