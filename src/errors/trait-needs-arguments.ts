import { SeedbedError } from './error.ts';

/** `lint` has no arguments to try a trait with. */
export class TraitNeedsArgumentsError extends SeedbedError {
  readonly code = 'trait_needs_arguments';
  override readonly blame = 'usage';
  readonly factory: string;
  readonly trait: string;

  constructor(factory: string, trait: string) {
    super(
      `${factory}.${trait} needs arguments, and lint has none to try it with.`,
      'Give each argument of the trait a default.',
    );
    this.factory = factory;
    this.trait = trait;
  }
}
