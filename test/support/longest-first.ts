import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short files that take long: by their size, which is all that vitest knows on a first run, they would come last. */
const longest = [
  'verify/oracle',
  'cli/lint',
  'bind/oracle',
  'rules/counterexamples',
  'bind/lint',
  'vitest/suites',
  'seeders/golden',
  'docs/scale',
  'rules/mutations',
  'load/rebuild/kills',
  'load/sinks',
  'rules/scenarios',
  'examples/own-tests',
  'examples/test-kit',
  'examples/own-config',
];

/** A vitest sequencer by which no worker is left with a long file at the end, while the others have none. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
