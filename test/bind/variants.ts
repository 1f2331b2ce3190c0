import type { BoundFactory } from '../../src/bind/bound-factory.ts';
import { course } from '../../src/domains.ts';
import type { AnyFactory } from '../../src/factories/definition.ts';
import { lintCases } from '../../src/lint.ts';
import type { CourseFactories } from './course-database.ts';

type AnyCalls = BoundFactory<AnyFactory> & { readonly [trait: string]: (() => AnyCalls) | undefined };

/** Each factory of the course domain alone and with each of its traits. */
export const variants = lintCases(course)
  .filter(({ traits }) => traits.length < 2)
  .map(({ name, factory, traits }) => ({
    name,
    of(f: CourseFactories): AnyCalls {
      const bound: unknown = Reflect.get(f, factory);
      // Found by its name, of which the types know nothing.
      return traits.reduce((calls, trait) => calls[trait]?.() ?? calls, bound as AnyCalls);
    },
  }));
