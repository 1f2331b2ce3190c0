import type { EntityClass } from '../entities/row.ts';

/** A person who is the same for every seed and at every date: end-to-end tests can name them. */
export interface Persona {
  readonly id: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly username: string;
  readonly email: string;
  /** That by which the platform finds the person whom another system has signed in. */
  readonly account: { readonly provider: string; readonly type: string; readonly providerAccountId: string };
  /** What is special about them. */
  readonly description: string;
}

/** The personas of a domain; a scenario may have some of them. */
export interface DomainPersonas {
  /** The entity that they are rows of, by their `id`. */
  readonly entity: EntityClass;
  /** By what they are called: those of the datasets without a name, or of one that was added under a name. */
  readonly of: (namespace: string) => Readonly<Record<string, Persona>>;
}
