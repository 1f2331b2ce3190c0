import { SeedbedError } from './error.ts';

/** A project's configuration has a domain of a name that another one has. */
export class DomainNameTakenError extends SeedbedError {
  readonly code = 'domain_name_taken';
  override readonly blame = 'usage';
  readonly domain: string;
  readonly file: string;

  constructor(domain: string, file: string, isBuiltIn: boolean) {
    super(
      `The domain '${domain}' of ${file} has the name of another one${isBuiltIn ? ', which comes with seedbed' : ' there'}.`,
      isBuiltIn
        ? `Give it another name; to add scenarios to that of seedbed: defineConfig({ scenarios: { ${domain}: [ … ] } })`
        : 'Give it another name.',
    );
    this.domain = domain;
    this.file = file;
  }
}
