import { z } from 'zod';

const count = z.int().min(0);
const counts = z.record(z.string(), count);
const moment = z.iso.datetime();
const parameters = z.record(z.string(), z.unknown());
const strategy = z.enum(['rename', 'transaction']);
const load = z.enum(['rebuild', 'live']);
/** Columns whose values the database has set itself. */
const used = z.array(z.object({ table: z.string(), rows: count }));
const rewritten = z.array(z.object({ table: z.string(), column: z.string(), rows: count }));

const people = z.array(z.strictObject({ name: z.string(), email: z.string(), role: z.string() }));
const origin = { seed: z.union([z.number(), z.string()]), now: moment };
const scenario = { scenario: z.string(), domain: z.string(), parameters };
/** Fixed people of the dataset. */
const personas = z.array(
  z.strictObject({
    persona: z.string(),
    id: z.string(),
    givenName: z.string(),
    familyName: z.string(),
    username: z.string(),
    email: z.string(),
    account: z.strictObject({ provider: z.string(), type: z.string(), providerAccountId: z.string() }),
    description: z.string(),
  }),
);
const overview = { tables: counts, people, personas };

const listed = z.array(z.strictObject({ domain: z.string(), name: z.string(), summary: z.string() }));
const shard = z.strictObject({ number: count, of: count });

/** What a dataset is made from, as manifests hold it. */
const identity = {
  ...scenario,
  ...origin,
  versions: z.record(z.string(), z.union([z.string(), z.number()])),
};

const tableManifest = z.object({ rows: count, bytes: count, hash: z.string() });
const manifest = z.object({
  ...identity,
  rows: count,
  bytes: count.optional(),
  tables: z.record(z.string(), tableManifest),
});

const violations = z.array(
  z.strictObject({
    rule: z.string(),
    table: z.string(),
    enforcedBy: z.enum(['constraint', 'trigger', 'verify']),
    description: z.string(),
    rows: count,
    first: z.array(z.object({ key: z.record(z.string(), z.unknown()), right: z.string().nullable() })),
  }),
);

/** Rules that cannot be asked, with what is not there for them. */
const leftOut = z.array(
  z.strictObject({ rule: z.string(), table: z.string(), reasons: z.array(z.string()) }),
);
/** What of the domain's tables and columns a database does not have as declared, as sentences. */
const absent = z.array(z.string());

const driftCounts = z.strictObject({ missing: count, extra: count, changed: count });

const executed = z.array(z.strictObject({ name: z.string(), at: moment, known: z.boolean() }));
const backup = z.strictObject({
  folder: z.string(),
  rows: count,
  tables: z.array(z.string()),
  others: z.array(z.string()),
});
const migrated = z.strictObject({
  migrations: z.array(z.string()),
  lost: counts,
  backup: backup.nullable(),
});

const putBack = z.strictObject({ before: z.string(), strategy });

const lostTargets = z.array(
  z.strictObject({
    table: z.string(),
    key: z.string(),
    action: z.enum(['deleted', 'set null', 'set default']),
    rows: count,
  }),
);

/**
 * The document that each command prints with `--json` where it does what it was asked for, by the command. A date is a
 * text in ISO 8601, in UTC; a size is in bytes, a duration in seconds.
 *
 * @example documents.plan.parse(JSON.parse(stdout)).total
 */
export const documents = {
  start: z.strictObject({ seeded: z.boolean(), seconds: z.number(), url: z.string(), ...overview }),
  scenarios: listed,
  plan: z.union([
    listed,
    z.strictObject({
      ...scenario,
      ...origin,
      tables: counts,
      total: count,
      bytes: z.number(),
      takes: z.array(
        z.object({
          name: z.string(),
          takes: z.string(),
          default: z.unknown().optional(),
          description: z.string(),
        }),
      ),
    }),
  ]),
  seed: z.union([
    z.strictObject({
      ...scenario,
      ...origin,
      rows: count,
      load,
      rewritten,
      used,
      seconds: z.number(),
      ...overview,
    }),
    // With `--dry-run`.
    z.strictObject({
      dryRun: z.literal(true),
      ...scenario,
      ...origin,
      tables: counts,
      total: count,
      bytes: z.number(),
      checks: z.array(z.object({ table: z.string(), name: z.string(), expression: z.string() })),
    }),
    // With `--out`.
    manifest.extend({ folder: z.string(), kept: z.boolean(), seconds: z.number(), shard }),
  ]),
  manifest,
  load: z.object({
    ...identity,
    parts: count,
    rows: count,
    load,
    rewritten,
    seconds: z.number(),
    ...overview,
  }),
  verify: z.strictObject({ domain: z.string(), proven: count, checked: count, violations, leftOut, absent }),
  rules: z.array(
    z.strictObject({
      name: z.string(),
      table: z.string(),
      kind: z.string(),
      enforcedBy: z.enum(['constraint', 'trigger', 'verify']),
      description: z.string(),
      sqlstate: z.string().nullable(),
      constraint: z.string().nullable(),
      query: z.string(),
    }),
  ),
  eject: z.strictObject({ table: z.string(), factory: z.string(), written: z.string() }),
  init: z.union([
    z.strictObject({ same: z.boolean() }),
    z.strictObject({
      domain: z.string(),
      written: z.array(z.string()),
      unsolved: z.array(
        z.strictObject({
          table: z.string(),
          check: z.string(),
          expression: z.string(),
          problem: z.string().nullable(),
        }),
      ),
      leftOut: z.array(z.string()),
      findings: z.array(z.strictObject({ factory: z.string(), message: z.string() })),
    }),
  ]),
  lint: z.strictObject({
    domain: z.string(),
    tried: count,
    findings: z.array(
      z.strictObject({
        name: z.string(),
        factory: z.string(),
        traits: z.array(z.string()),
        rule: z.string().nullable(),
        message: z.string(),
      }),
    ),
    leftOut: z.array(z.string()),
    absent,
  }),
  doctor: z.strictObject({
    database: z.string(),
    state: z.enum(['ok', 'warning', 'failure']),
    domain: z.string().optional(),
    checks: z.array(
      z.strictObject({
        check: z.string(),
        state: z.enum(['ok', 'warning', 'failure', 'unknown']),
        finding: z.string(),
        hint: z.string().optional(),
        details: z.array(z.string()).optional(),
        limits: z.record(z.string(), z.string()),
      }),
    ),
  }),
  label: z.strictObject({
    address: z.string(),
    environment: z.string(),
    by: z.string(),
    at: moment,
    baseline: counts,
    absent,
  }),
  reset: z.union([
    z.object({
      ...scenario,
      ...origin,
      rows: count,
      seconds: z.number(),
      strategy,
      source: z.enum(['migrations', 'pg_dump']).optional(),
      before: z.string(),
      hash: z.string().nullable(),
      change: z.string().nullable(),
      lost: lostTargets,
      reasons: z.array(z.string()),
      rewritten,
      used,
    }),
    z.object({
      dryRun: z.literal(true),
      ...origin,
      address: z.string(),
      environment: z.string().nullable(),
      scenario: z.string(),
      parameters,
      strategy,
      reasons: z.array(z.string()),
      tables: counts,
      total: count,
      emptied: z.array(z.string()),
      bytes: z.number(),
      goes: counts,
      stays: counts,
      carried: z.array(z.object({ name: z.string(), rows: count, bytes: z.number() })),
      staleViews: z.array(z.string()),
      refreshedViews: z.array(z.string()),
      sessions: z.array(
        z.strictObject({
          pid: count,
          role: z.string(),
          application: z.string(),
          state: z.string().nullable(),
        }),
      ),
      locks: z.array(z.string()),
      backups: z.array(z.string()),
    }),
  ]),
  undo: putBack,
  redo: putBack,
  history: z.array(
    z.strictObject({
      at: moment,
      action: z.enum(['reset', 'undo']),
      by: z.string(),
      commit: z.string().nullable().optional(),
      scenario: z.string().nullable(),
      parameters: parameters.nullable(),
      seed: z.string().nullable(),
      reference: moment.nullable(),
      hash: z.string().nullable(),
      rows: count.nullable(),
      seconds: z.number().nullable(),
      strategy,
      before: z.string().nullable(),
    }),
  ),
  'test-db create': z.strictObject({
    name: z.string(),
    url: z.string(),
    domain: z.string(),
    scenario: z.string().nullable(),
    parameters,
    ...origin,
    from: z.string().nullable(),
  }),
  'test-db drop': z.strictObject({ name: z.string(), dropped: z.boolean() }),
  'test-db reset': z.strictObject({ name: z.string(), url: z.string() }),
  'migrate status': z.strictObject({ executed, pending: z.array(z.string()) }),
  'migrate history': executed,
  'migrate up': migrated,
  'migrate down': migrated,
  'migrate check': z.strictObject({
    agrees: z.boolean(),
    kinds: z.record(z.string(), driftCounts),
    tables: z.record(z.string(), driftCounts),
    catalog: z.array(z.string()),
    orm: z.array(z.string()),
  }),
  'migrate create': z.strictObject({
    written: z
      .strictObject({
        path: z.string(),
        up: z.array(z.string()),
        down: z.array(z.string()).nullable(),
        consequences: z.array(z.string()),
      })
      .nullable(),
  }),
  'migrate sql': z.strictObject({ script: z.string() }),
  'migrate backup': backup,
  'migrate restore': z.strictObject({
    rows: count,
    tables: z.array(z.string()),
    database: z.string(),
    at: moment,
    ran: z.array(z.string()),
    reverted: z.array(z.string()),
    violations,
  }),
  'db start': z.strictObject({
    started: z.boolean(),
    how: z.enum(['running', 'started', 'created', 'replaced']),
    url: z.string(),
    data: z.string().nullable(),
  }),
  'db stop': z.strictObject({ stopped: z.boolean() }),
  'db url': z.strictObject({ url: z.string() }),
  'db status': z.strictObject({
    state: z.enum(['absent', 'stopped', 'running']),
    version: z.string().optional(),
    pid: count.optional(),
    port: count.optional(),
    url: z.string().optional(),
    data: z.string(),
    replacedBy: z.string().nullable(),
  }),
  'db destroy': z.strictObject({ destroyed: z.boolean(), data: z.string() }),
} as const;

/** The document that any command prints with `--json` where it fails; the exit code is as without. */
export const failureDocument = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    hint: z.string(),
    details: z.record(z.string(), z.unknown()),
  }),
});
