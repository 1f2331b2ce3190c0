import { expect, test } from 'vitest';
import { csvHeader, csvText } from '../../../src/load/files/csv.ts';
import { copyText } from '../../../src/load/text.ts';
import { oddTexts } from '../odd-values.ts';

// Of a type that is not known, which takes values of every kind.
const column = (property: string) => ({
  property,
  name: property,
  type: 'thing',
  nullable: true,
  notNull: '',
});
const of = (columns: readonly ReturnType<typeof column>[]) => ({
  name: 'thing',
  columns,
  primaryProperties: [],
});
const encode = (...values: readonly unknown[]): string => {
  const columns = values.map((_, n) => column(`c${n}`));
  const row = Object.fromEntries(values.map((value, n) => [`c${n}`, value]));
  return csvText([...copyText(of(columns), [row], 1)].join(''));
};

test.each([
  [null, ''],
  ['', '""'],
  ['plain', 'plain'],
  ['a "word"', '"a ""word"""'],
  ['one, two', '"one, two"'],
  ['line\nbreak', '"line\nbreak"'],
  ['\r\n', '"\r\n"'],
  ['tab\there', 'tab\there'],
  [' padded ', '" padded "'],
  ['\\.', '"\\."'],
  ['\\N', '"\\N"'],
  ['\\n', '"\\n"'],
  ['back\\slash', '"back\\slash"'],
  ['null', 'null'],
  [true, 't'],
  [0.1, '0.1'],
])('writes %j as %s', (value, csv) => {
  expect(encode(value, 'x')).toBe(`${csv},x\n`);
});

test('keeps every odd text, alone or beside others', () => {
  for (const text of oddTexts) expect(parse(encode(text, null, text))).toEqual([[text, null, text]]);
});

test('writes a record a row', () => {
  const rows = [{ a: 1, b: 'x\ny' }, { a: 2 }];
  const columns = ['a', 'b'].map(column);
  const csv = csvText([...copyText(of(columns), rows, 1_000)].join(''));
  expect(parse(csv)).toEqual([
    ['1', 'x\ny'],
    ['2', null],
  ]);
});

test('names the columns in the header', () => {
  expect(csvHeader(['id', 'created_at', 'odd "name"'])).toBe('id,created_at,"odd ""name"""\n');
});

/** RFC 4180, character by character; an empty field without quotes is null. */
function parse(csv: string): (string | null)[][] {
  const records: (string | null)[][] = [];
  let record: (string | null)[] = [];
  let field: string | null = null;
  let quoted = false;
  for (let i = 0; i < csv.length; i++) {
    const char = csv.charAt(i);
    if (quoted) {
      if (char !== '"') field = (field ?? '') + char;
      else if (csv.charAt(i + 1) === '"') field = `${field}${csv.charAt(++i)}`;
      else quoted = false;
    } else if (char === '"') {
      quoted = true;
      field = '';
    } else if (char === ',' || char === '\n') {
      record.push(field);
      field = null;
      if (char === '\n') records.push(record.splice(0));
    } else field = (field ?? '') + char;
  }
  record = [];
  return records;
}
