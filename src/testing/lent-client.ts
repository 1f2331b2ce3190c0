import type pg from 'pg';

/**
 * A client as its user gets it: with a `release` that gives it back, where there is one. Every use asks whether it
 * may still be used.
 *
 * @param current gives the client, or throws
 */
export function lentClient<T extends pg.ClientBase>(current: () => T, own: { release?: () => void } = {}): T {
  return new Proxy(current(), {
    get: (_, name) => {
      if (name === 'release' && own.release) return own.release;
      const target = current();
      const value: unknown = Reflect.get(target, name);
      return value instanceof Function ? value.bind(target) : value;
    },
  });
}
