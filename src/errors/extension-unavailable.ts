import { SeedbedError } from './error.ts';
import { excerptOfAnswer } from './excerpt.ts';

/** An extension that the schema needs cannot be made. */
export class ExtensionUnavailableError extends SeedbedError {
  readonly code = 'extension_unavailable';
  readonly extension: string;
  /** What PostgreSQL answered. */
  readonly answer: string;

  constructor(extension: string, answer: string, options?: ErrorOptions) {
    super(
      `The extension "${extension}" cannot be created: ${excerptOfAnswer(answer)}.`,
      `Install the server's contrib package, or have the database's owner run: create extension "${extension}" with schema public;`,
      options,
    );
    this.extension = extension;
    this.answer = excerptOfAnswer(answer);
  }
}
