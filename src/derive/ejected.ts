import { propertiesOf } from '../entities/properties.ts';
import type { EntityClass } from '../entities/row.ts';
import { escaped } from '../errors/escaped.ts';
import { factoryName } from '../factories/blueprint.ts';
import type { Draw } from './context.ts';
import { carrierOf } from './keys.ts';
import { isIdentifier, keyLiteral, literal } from './literal.ts';
import { SourceFile, sourceOf } from './source.ts';
import type { TableStructure } from './structure.ts';

/** A parent of a derived factory. */
export interface DerivedParent {
  readonly of: EntityClass;
  readonly optional?: true;
  readonly nullable?: true;
  /** Other parents that have this one, too. */
  readonly through?: readonly string[];
  readonly apartFrom?: readonly string[];
  readonly having?: Readonly<Record<string, readonly unknown[]>>;
}

/** What is derived for a table. */
export interface DerivedDefinition {
  readonly parents: Readonly<Record<string, DerivedParent>>;
  readonly required: readonly string[];
  readonly columns: Readonly<Record<string, Draw>>;
}

/** A derived factory, to be written as source. */
export interface Ejectable {
  readonly table: TableStructure;
  /** What the factory is called. */
  readonly name: string;
  readonly propertyOf: (column: string) => string;
  readonly derived: DerivedDefinition;
}

const ejectables = new WeakMap<EntityClass, Ejectable>();

/** Remembers what was derived for an entity, whatever stands in its place. */
export const rememberSource = (entity: EntityClass, ejectable: Ejectable): void => {
  ejectables.set(entity, ejectable);
};

/** What was derived for an entity; undefined where its factory was written. */
export const ejectableOf = (entity: EntityClass): Ejectable | undefined => ejectables.get(entity);

/** Words that no constant can be called by. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** What the source calls a factory: by its name, as far as code can. */
export function constantName(name: string): string {
  const plain = name.replace(/[^\w$]+/g, '_');
  const isFree = isIdentifier(plain) && !RESERVED.has(plain) && !HELPERS.test(plain);
  return isFree ? plain : `${isIdentifier(plain) ? plain : `_${plain}`}Factory`;
}

/** What else the file has by name. */
const HELPERS =
  /^(like|unique|orNull|mostly|ofParent|byValueOf|json|combinations|checked\d*|OwnFactory|Date|BigInt)$/;

/** A derived factory as a file of TypeScript. */
export function ejectedSource({ table, name, propertyOf, derived }: Ejectable): string {
  const file = new SourceFile();
  const { parents, required, columns } = derived;
  const notes = notesOf(table, propertyOf);
  const noted = (property: string, value: string): string => {
    const above = (notes.get(property) ?? []).map((note) => `    // ${note}\n`).join('');
    return `${above}    ${keyLiteral(property)}: ${value},\n`;
  };
  const relations = Object.entries(parents).map(([relation, parent]) =>
    noted(relation, parentSource(parent)),
  );
  const values = Object.entries(columns).map(([property, draw]) => noted(property, sourceOf(draw, file)));
  const parts = [
    ...(relations.length === 0 ? [] : [`  parents: {\n${relations.join('')}  },\n`]),
    ...(required.length === 0 ? [] : [`  required: ${literal(required)},\n`]),
    values.length === 0 ? '  columns: {},\n' : `  columns: {\n${values.join('')}  },\n`,
  ];
  const constants = file.constants.map(
    (text) => `// Combinations of values that satisfy the checks.\n${text}\n\n`,
  );
  const imports = [...file.imports].sort();
  const imported =
    imports.length === 0 ? 'type { OwnFactory }' : `{ ${[...imports, 'type OwnFactory'].join(', ')} }`;
  return `import ${imported} from 'seedbed/derive';

// Written by \`npx seedbed eject\`; yours from now on.

${constants.join('')}export const ${constantName(name)}: OwnFactory = {
${parts.join('')}};
`;
}

const parentSource = ({ of, ...options }: DerivedParent): string =>
  literal({ of: factoryName(propertiesOf(of).name), ...options });

/** What the database demands of a row, for the columns that it is about. */
function notesOf(table: TableStructure, propertyOf: (column: string) => string): Map<string, string[]> {
  const notes = new Map<string, string[]>();
  const note = (column: string, text: string): void => {
    const property = propertyOf(column);
    notes.set(property, [...(notes.get(property) ?? []), escaped(text.replace(/\s+/g, ' '))]);
  };
  for (const { columns, expression } of table.checks) {
    const [first] = columns;
    if (first !== undefined) note(first, `check ${expression}`);
  }
  for (const { columns } of table.uniques) {
    const [first] = columns;
    const carrier = carrierOf(columns, table) ?? first;
    if (carrier !== undefined) note(carrier, `unique (${columns.join(', ')})`);
  }
  return notes;
}
