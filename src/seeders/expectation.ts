import type { Schema } from '../entities/schema.ts';
import { SeedbedError } from '../errors/error.ts';
import { DigestSink } from '../load/files/digest-sink.ts';
import type { Rows } from '../load/sink.ts';
import { tablesOf } from '../load/table.ts';
import { contentsOf, differencesOf } from './manifest.ts';
import type { Identity, Manifest } from './manifest-form.ts';

/** Compares a dataset with a manifest while it is made. */
export class Expectation {
  readonly #expected: Manifest;
  readonly #actual: Identity;
  readonly #digests: DigestSink;

  /** @throws `dataset_differs` where another dataset is asked for, which is known before it is made */
  constructor(expected: Manifest, actual: Identity, schema: Schema) {
    this.#expected = expected;
    this.#actual = actual;
    this.#digests = new DigestSink(tablesOf(schema));
    // Other versions may make the same data: only what comes of them counts.
    const differences = differencesOf(expected, { ...actual, versions: expected.versions });
    if (differences.length > 0) throw datasetDiffers(differences);
  }

  async see(rows: Rows): Promise<void> {
    await this.#digests.write(rows);
  }

  /** @throws `dataset_differs` where what has been seen is not what was expected */
  requireMet(): void {
    const differences = differencesOfTables(this.#expected, contentsOf(this.#digests));
    if (differences.length === 0) return;
    throw datasetDiffers([...differencesOf(this.#expected, this.#actual), ...differences]);
  }
}

type Contents = Pick<Manifest, 'tables'>;

function differencesOfTables(expected: Contents, made: Contents): string[] {
  const names = [...new Set([...Object.keys(expected.tables), ...Object.keys(made.tables)])];
  return names.flatMap((name) => {
    const [one, other] = [expected.tables[name], made.tables[name]];
    if (one?.rows !== other?.rows) return [`rows of ${name}: ${one?.rows ?? 0} and ${other?.rows ?? 0}`];
    if (String(one?.columns) !== String(other?.columns)) {
      return [`columns of ${name}: ${one?.columns} and ${other?.columns}`];
    }
    return one?.hash === other?.hash ? [] : [`hash of ${name}: ${one?.hash} and ${other?.hash}`];
  });
}

const datasetDiffers = (differences: readonly string[]): SeedbedError =>
  new SeedbedError('dataset_differs', {
    message: [
      'The data would not be what the manifest says (what it says, and what would be):',
      ...differences.map((line) => `  ${line}`),
      'Nothing was written.',
    ].join('\n'),
    details: { differences },
  });
