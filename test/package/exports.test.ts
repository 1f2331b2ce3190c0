import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const domain = (name: string) => [name, 'entities', 'factories', 'scenarios'].sort();

/** What each entry of the package has at run time. A name more is a promise more. */
const promised: Readonly<Record<string, readonly string[]>> = {
  '.': [
    ...['DEFAULT_NOW', 'Migration', 'SeedbedError', 'bind', 'counterexample', 'defineConfig', 'defineDomain'],
    ...[
      'defineEntity',
      'defineRules',
      'defineScenario',
      'errorCodes',
      'extendScenario',
      'factory',
      'lint',
      'p',
      'plan',
      'rulesOf',
      'seed',
    ],
    'verify',
  ],
  './course': [...domain('course'), 'personas', 'personasOf'].sort(),
  './boardroom': domain('boardroom'),
  './practice': domain('practice'),
  './procurement': domain('procurement'),
  './testing': ['clone', 'dropTemplates', 'keep', 'lintCases', 'release', 'template', 'transaction'],
  './vitest': ['test', 'testFor'],
  './vitest/setup': ['default'],
  './vitest/reporter': ['default'],
  './postgres': ['connect', 'embeddedServer'],
  './migrations': [
    ...[
      'backUp',
      'backUpBelow',
      'createMigration',
      'migrateDownSafely',
      'migrateUpSafely',
      'migrationScript',
    ],
    ...['migrations', 'readBackup', 'restore'],
  ],
  './dataset': ['loadParts', 'manifestOf', 'parametersOf', 'readParts', 'writePart'],
  './staging': ['addressOf', 'planReset', 'readHistory', 'readLabel', 'redo', 'reset', 'setLabel', 'undo'],
  './health': ['defaultThresholds', 'health'],
  './derive': ['deriveDomain', 'readStructure'],
  './mikro-orm': ['InetType', 'LtreeType', 'factorySeeder', 'scenarioSeeder'],
  './zod': ['z'],
  './json': ['documents', 'failureDocument'],
};

test('the package has these entries', () => {
  expect(Object.keys(manifest.exports)).toEqual([...Object.keys(promised), './package.json']);
});

test.each(Object.entries(promised))('%s exports exactly what is promised', async (entry, names) => {
  const exported: object = await import(`seedbed${entry.slice(1)}`);
  expect(Object.keys(exported).sort()).toEqual([...names].sort());
});
