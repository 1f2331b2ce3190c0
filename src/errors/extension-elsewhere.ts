import { SeedbedError } from './error.ts';

/** An extension that the schema needs is in the database, but in another schema than `public`. */
export class ExtensionElsewhereError extends SeedbedError {
  readonly code = 'extension_elsewhere';
  readonly extension: string;
  /** The schema that it is in. */
  readonly schema: string;

  constructor(extension: string, schema: string) {
    super(
      `The extension "${extension}" is in the schema "${schema}" of this database, and the tables need it in "public".`,
      `Where nothing else needs it there, have its owner run: alter extension "${extension}" set schema public; or migrate another database.`,
    );
    this.extension = extension;
    this.schema = schema;
  }
}
