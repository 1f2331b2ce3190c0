import { SeedbedError } from './error.ts';

/** `lint` has no value to try a factory with that demands one. */
export class SampleMissingError extends SeedbedError {
  readonly code = 'sample_missing';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly value: string;

  constructor(factory: string, value: string) {
    super(
      `${factory} cannot be without '${value}', and lint has no value to try it with.`,
      `State one in the definition, beside 'required': samples: { ${value}: … }`,
    );
    this.factory = factory;
    this.value = value;
  }
}
