import type { Domain } from '../domain.ts';
import { blueprintFor } from '../factories/blueprint.ts';
import type { AnyFactory } from '../factories/definition.ts';
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

function isFactory(value: unknown): boolean {
  try {
    // It throws where it is none.
    blueprintFor(value as AnyFactory);
    return true;
  } catch {
    return false;
  }
}
