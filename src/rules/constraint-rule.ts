import pg from 'pg';
import type { Constraint } from '../database/constraints.ts';
import { fullName } from '../entities/table-name.ts';
import type { Answer, Rule, Violations } from './rule.ts';

const { escapeIdentifier: quoted, escapeLiteral: literal } = pg;

type Derived = Pick<Rule, 'name' | 'table' | 'kind' | 'description' | 'violations' | 'constraint'> & {
  readonly enforcedBy: 'constraint';
  readonly answer: Answer;
};

/** Whether a column has a type of an extension, whose operators are in `public` with it. */
export type IsOfExtension = (table: string, column: string) => boolean;

/** The rule that a constraint stands for. */
export function constraintRule(constraint: Constraint, isOfExtension: IsOfExtension): Derived {
  const { table, name, kind } = constraint;
  return { name, table, kind, enforcedBy: 'constraint', constraint, ...describe(constraint, isOfExtension) };
}

function describe(
  constraint: Constraint,
  isOfExtension: IsOfExtension,
): Pick<Derived, 'description' | 'violations' | 'answer'> {
  const { table, name, kind } = constraint;
  switch (kind) {
    case 'not null': {
      const { column } = constraint;
      return {
        description: `The ${column} of ${a(table)} is not null.`,
        violations: { broken: `${at(table, column)} is null`, right: `'any value'` },
        answer: { sqlstate: '23502' },
      };
    }
    case 'length': {
      const { column, limit } = constraint;
      return {
        description: `The ${column} of ${a(table)} has at most ${limit} characters.`,
        violations: {
          broken: `char_length(${at(table, column)}::text) > ${limit}`,
          right: `'at most ${limit} characters, not ' || char_length(${at(table, column)}::text)`,
        },
        answer: { sqlstate: '22001' },
      };
    }
    case 'enum': {
      const { column, values } = constraint;
      const list = values.map((value) => literal(value)).join(', ');
      return {
        description: `The ${column} of ${a(table)} is one of ${values.join(', ')}.`,
        violations: {
          broken: `${at(table, column)}::text not in (${list})`,
          right: `${literal(`one of ${values.join(', ')}, not `)} || ${at(table, column)}::text`,
        },
        answer: { sqlstate: '22P02' },
      };
    }
    case 'generated': {
      const { column, expression, type } = constraint;
      const asText = isOfExtension(table, column) ? '::text' : '';
      const cast = asText || `::${type}`;
      return {
        description: `The ${column} of ${a(table)} is ${expression}.`,
        violations: {
          joins: [ofRow(table, name, `(${expression})${cast}`)],
          broken: `${at(table, column)}${asText} is distinct from ${quoted(name)}.value`,
          right: `coalesce(${quoted(name)}.value::text, 'null')`,
        },
        answer: { sqlstate: '428C9' },
      };
    }
    case 'check': {
      const { expression } = constraint;
      return {
        description: `Of ${a(table)} it is true that ${expression}.`,
        violations: {
          joins: [ofRow(table, name, `(${expression})`)],
          broken: `not ${quoted(name)}.value`,
          right: literal(expression),
        },
        answer: { sqlstate: '23514', constraint: name },
      };
    }
    case 'unique':
      return {
        description: `No two rows of ${table}${constraint.where ? ` where ${constraint.where}` : ''} have the same ${constraint.columns.join(', ')}.`,
        violations: uniqueViolations(constraint, isOfExtension),
        answer: { sqlstate: '23505', constraint: name },
      };
    case 'foreign key': {
      const { columns, references } = constraint;
      return {
        description: `The ${columns.join(', ')} of ${a(table)} ${columns.length > 1 ? 'are' : 'is'} the ${references.columns.join(', ')} of ${a(references.table)}.`,
        violations: foreignKeyViolations(constraint, isOfExtension),
        answer: { sqlstate: '23503', constraint: name },
      };
    }
  }
}

/** Nothing can shadow the extension's own: it has the very types that are compared. */
const equals = (isOfExtension: boolean): string => (isOfExtension ? 'operator(public.=)' : '=');

function uniqueViolations(
  { table, name, columns, where }: Extract<Constraint, { kind: 'unique' }>,
  isOfExtension: IsOfExtension,
): Violations {
  const alias = quoted(name);
  const list = columns.map(quoted).join(', ');
  const counts = where === undefined ? '' : ` where ${where}`;
  const twice = `(select ${list} from ${fullName(table)}${counts} group by ${list} having count(*) > 1) as ${alias}`;
  const same = columns
    .map((column) => {
      return `${alias}.${quoted(column)} ${equals(isOfExtension(table, column))} ${at(table, column)}`;
    })
    .join(' and ');
  // Of what has a null among its columns there is never a second.
  const isTwice = `${alias}.${quoted(columns[0] ?? '')} is not null`;
  const counted = `counts ${name}`.slice(0, 63); // PostgreSQL would cut it there
  return {
    joins: [
      `left join ${twice} on ${same}`,
      ...(where === undefined ? [] : [ofRow(table, counted, `(${where})`)]),
    ],
    broken: where === undefined ? isTwice : `${isTwice} and ${quoted(counted)}.value`,
    right: `${literal(`${a(columns.join(', '))} that no other row has, not `)} || ${valuesOf(table, columns)}`,
  };
}

function foreignKeyViolations(
  { table, name, columns, references }: Extract<Constraint, { kind: 'foreign key' }>,
  isOfExtension: IsOfExtension,
): Violations {
  const alias = quoted(name);
  const same = columns.map((column, i) => {
    const theirs = quoted(references.columns[i] ?? '');
    return `${alias}.${theirs} ${equals(isOfExtension(table, column))} ${at(table, column)}`;
  });
  const present = columns.map((column) => `${at(table, column)} is not null`);
  return {
    joins: [`left join ${fullName(references.table)} as ${alias} on ${same.join(' and ')}`],
    broken: [...present, `${alias}.${quoted(references.columns[0] ?? '')} is null`].join(' and '),
    right: `${literal(`the ${references.columns.join(', ')} of ${a(references.table)} that exists, not `)} || ${valuesOf(table, columns)}`,
  };
}

/** A name with its article. */
const a = (name: string): string => `${/^[aeio]/.test(name) ? 'an' : 'a'} ${name}`;

/** SQL for the values of some columns as one text. */
const valuesOf = (table: string, columns: readonly string[]): string =>
  `concat_ws(', ', ${columns.map((column) => at(table, column)).join(', ')})`;

const at = (table: string, column: string): string => `${quoted(table)}.${quoted(column)}`;

/** The value of an expression over a row, whose columns it names without their table. */
const ofRow = (table: string, alias: string, expression: string): string =>
  `cross join lateral (select ${expression} as value from (select ${quoted(table)}.*) as own) as ${quoted(alias)}`;
