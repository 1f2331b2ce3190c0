import { SeedbedError } from './error.ts';

/** There is no domain of that name. */
export class UnknownDomainError extends SeedbedError {
  readonly code = 'unknown_domain';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly known: readonly string[];

  /** @param nearest the known name that looks most like it, where one does */
  constructor(domain: string, known: readonly string[], nearest: string | undefined) {
    super(
      `There is no domain '${domain}'.${nearest === undefined ? '' : ` Did you mean '${nearest}'?`}`,
      `The domains are: ${known.join(', ')}`,
    );
    this.domain = domain;
    this.known = known;
  }
}
