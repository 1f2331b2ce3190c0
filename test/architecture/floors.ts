import { cycles, importGraph, type Sources, withoutComments } from './imports.ts';

interface Floor {
  /** Folders and files directly in `src`. */
  readonly units: readonly string[];
  /** Imports between units of this floor; others are not allowed. */
  readonly sideways?: readonly string[];
}

const builtIn = ['course.ts', 'boardroom.ts', 'practice.ts', 'procurement.ts'];
const domains = ['domains.ts', ...builtIn];

/** The entries of the package, but for those of the domains. */
const entries = [
  ...['index.ts', 'testing.ts', 'vitest.ts', 'postgres.ts', 'migrations.ts', 'dataset.ts', 'staging.ts'],
  ...['health.ts', 'mikro-orm.ts', 'zod.ts', 'json.ts', 'derive.ts'],
];

/** The house from the ground up: imports point to floors below. */
export const floors: readonly Floor[] = [
  { units: ['errors', 'random'] },
  { units: ['entities'] },
  { units: ['database'] },
  { units: ['factories', 'rules', 'load'], sideways: ['rules → load'] },
  {
    units: [
      'seeders',
      'domain.ts',
      'bind',
      'bind.ts',
      'lint.ts',
      'config',
      'staging',
      'transfer',
      'health',
      'derive',
      ...domains,
    ],
    sideways: [
      'domain.ts → seeders',
      'domains.ts → domain.ts',
      ...builtIn.flatMap((name) => [`${name} → domain.ts`, `${name} → seeders`, `domains.ts → ${name}`]),
      'domains.ts → seeders',
      'config → domain.ts',
      'config → domains.ts',
      'config → seeders',
      'staging → seeders',
      'transfer → seeders',
      'health → staging',
      'bind → domain.ts',
      'bind.ts → domain.ts',
      'bind.ts → bind',
      'lint.ts → domain.ts',
      'lint.ts → bind.ts',
      'lint.ts → bind',
      'derive → domain.ts',
      'derive → seeders',
    ],
  },
  {
    units: [...entries, 'testing', 'vitest', 'report'],
    sideways: ['json.ts → report', 'testing.ts → testing', 'vitest.ts → vitest', 'vitest → testing.ts'],
  },
  { units: ['cli'] },
];

/** What would make equal seeds give unequal data, and where it is needed nevertheless. */
const impure: Readonly<Record<string, RegExp>> = {
  'Date.now': /\bDate\.now\b/,
  'new Date()': /\bnew Date\s*(\(\s*\)|(?![\w(]))/,
  'Math.random': /\bMath\.random\b/,
  randomUUID: /\brandom(UUID|Bytes|Int)\b/,
  'performance.now': /\bperformance\.now\b/,
  toLocale: /\.toLocale\w+/,
  localeCompare: /\.localeCompare\b/,
  'Intl.': /\bIntl\./,
  'local time': /\.(get|set)(?!Time\b|UTC)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|TimezoneOffset)\b/,
  'process.env': /\bprocess\.env\b/,
};
// Health measures how soon a server answers; no data comes of that.
const mayBeImpure = ['random', 'cli', 'database', 'health'];

const unitOf = (path: string): string => path.split('/')[1] ?? '';
const floorOf = (unit: string): number => floors.findIndex(({ units }) => units.includes(unit));

/** What about these files is not as the house wants it, a line each. */
export function violations(sources: Sources): string[] {
  const graph = importGraph(sources);
  return [
    ...Object.keys(sources).flatMap((path) => (floorOf(unitOf(path)) < 0 ? [`${path} is on no floor`] : [])),
    ...[...graph].flatMap(([path, targets]) => targets.flatMap((target) => wrongImport(path, target))),
    ...cycles(graph).map((cycle) => `a circle: ${cycle}`),
    ...Object.entries(sources).flatMap(([path, source]) => impurities(path, source)),
  ];
}

function wrongImport(path: string, target: string): string[] {
  const [from, to] = [unitOf(path), unitOf(target)];
  if (!target.startsWith('src/')) return [`${path} imports ${target}, which is not in src`];
  if (from === to || floorOf(from) < 0 || floorOf(from) > floorOf(to)) return [];
  if (floorOf(from) < floorOf(to)) return [`${path} imports ${target}, which is above it`];
  const allowed = floors[floorOf(from)]?.sideways?.includes(`${from} → ${to}`);
  return allowed ? [] : [`${path} imports ${target}, which is beside it`];
}

function impurities(path: string, source: string): string[] {
  if (mayBeImpure.includes(unitOf(path))) return [];
  const text = withoutComments(source);
  return Object.entries(impure).flatMap(([name, pattern]) =>
    pattern.test(text) ? [`${path} uses ${name}`] : [],
  );
}
