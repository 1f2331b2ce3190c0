import type { Domain } from '../domain.ts';
import { blueprintFor, traitsOf } from '../factories/blueprint.ts';
import type { Scenario } from '../seeders/scenario.ts';

/**
 * The texts of all functions and values that make a scenario's rows: its own, and those of the domain's factories.
 * Equal where nothing was edited; what these functions call in other places is not in it.
 */
export function sourceOf(domain: Domain, scenario: Scenario): string {
  const factories = Object.entries(domain.factories).map(([name, factory]) => [
    name,
    blueprintFor(factory),
    traitsOf(factory),
  ]);
  return `${scenario.source}\n${textOf(factories)}`;
}

/** JSON in which a function stands for its source. */
function textOf(value: unknown): string {
  const seen = new Set<object>();
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'function') return isClass(part) ? part.name : String(part);
    if (typeof part === 'bigint') return `${part}n`;
    if (part instanceof Object) {
      // What is met again adds nothing, and may be a circle.
      if (seen.has(part)) return undefined;
      seen.add(part);
    }
    return part;
  });
}

/** An entity, which counts by its name: its tables are made by the migrations. */
const isClass = (value: { readonly prototype?: unknown }): boolean =>
  /^class\b/.test(Function.prototype.toString.call(value));
