import type { Domain } from '../domain.ts';
import { propertiesOf } from '../entities/properties.ts';
import { blueprintFor } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
import { tablesOf } from '../load/table.ts';
import type { Wrong } from './own-structure.ts';
import { fieldsOf, kindOf } from './type-guards.ts';

/** What a binding has beside its factories. */
const OF_BINDINGS = ['within', 'stats'];

/** That there are factories, which make rows of the domain's entities and of parents that are among them. */
export function requireFactories({ factories, entities }: Domain, wrong: Wrong): void {
  const fields = fieldsOf(factories);
  if (!fields)
    throw wrong(`has ${kindOf(factories)} as factories`, 'It should be: factories: { author, book }');
  for (const [name, value] of Object.entries(fields)) {
    if (OF_BINDINGS.includes(name)) {
      throw wrong(
        `has a factory called '${name}'`,
        `Every binding has a function of that name: call it otherwise.`,
      );
    }
    if (!isFactory(value)) {
      throw wrong(
        `has ${kindOf(value)} as factories.${name}, which is no factory`,
        'Make it with factory() of one copy of seedbed: `npm ls seedbed` shows one, and with tsx it is one under --import tsx/esm.',
      );
    }
  }
  for (const [name, made] of Object.entries(factories)) {
    const { entity, parents } = blueprintFor(made);
    const needed = [entity, ...Object.values(parents).map(({ of }) => of)];
    const stranger = needed.find((one) => !entities.includes(one));
    if (stranger) {
      throw wrong(
        `has the factory '${name}' of ${entity.name}, which needs the entity ${stranger.name}`,
        'Every entity is in the list: entities: [ … ]',
      );
    }
  }
}

/** That each factory makes rows of a table, with a value for every column that may not be null. */
export function requireRows(domain: Domain, wrong: Wrong): void {
  for (const [name, made] of Object.entries(domain.factories)) {
    const { entity, parents, columns, required } = blueprintFor(made);
    const table = tablesOf(domain).find((one) => one.entity === entity);
    if (!table) {
      throw wrong(
        `has the factory '${name}' of ${entity.name}, which is a view or a query`,
        'Leave it out: the rows are those of the tables.',
      );
    }
    // Columns that the domain adds to an entity have values from its scenarios.
    const { all } = propertiesOf(entity);
    const isGiven = (property: string) =>
      property in columns || property in parents || required.includes(property) || !all.includes(property);
    const missing = table.columns.find(({ property, nullable }) => !nullable && !isGiven(property));
    if (missing) {
      throw wrong(
        `has the factory '${name}' without a value for '${missing.property}', which may not be null,`,
        'Give it one in `columns`, or name it in `required`: rows are written whole, without defaults of the database or the ORM.',
      );
    }
  }
}

function isFactory(value: unknown): boolean {
  try {
    // It throws where it is none.
    blueprintFor(value as AnyFactory);
    return true;
  } catch {
    return false;
  }
}
