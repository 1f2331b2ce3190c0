import { SeedbedError } from './error.ts';
import { shown } from './shown.ts';

/** The database stores another value than the factory made: a trigger or a type changes it. */
export class StoredOtherwiseError extends SeedbedError {
  readonly code = 'stored_otherwise';
  override readonly blame = 'usage';
  readonly entity: string;
  readonly property: string;
  readonly made: unknown;
  readonly stored: unknown;

  constructor(entity: string, property: string, made: unknown, stored: unknown) {
    super(
      `The database stores another ${entity}.${property} than the factory made: ${shown(stored, property)} for ${shown(made, property)}.`,
      `Let the factory of ${entity} make ${property} as the database stores it.`,
    );
    this.entity = entity;
    this.property = property;
    this.made = made;
    this.stored = stored;
  }
}
