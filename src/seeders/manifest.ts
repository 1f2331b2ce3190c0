import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Schema } from '../entities/schema.ts';
import { DigestSink, type TableDigest } from '../load/files/digest-sink.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import { manifestUnreadable } from './manifest-unreadable.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';
import { currentVersions } from './versions.ts';

/** Of the format below: another number where a reader of the old one would go wrong. */
const MANIFEST = 1;

const count = z.int().min(0);

const identity = {
  manifest: z.literal(MANIFEST),
  domain: z.string(),
  scenario: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  seed: z.union([z.int(), z.string()]),
  at: z.iso.datetime(),
  namespace: z.string().optional(),
  versions: z.object({ seedbed: z.string(), faker: z.string(), generator: z.int() }),
};

/** The form of one table's line. */
export const tableForm = z.object({
  columns: z.array(z.string()),
  rows: count,
  bytes: count,
  hash: z.string().regex(/^[0-9a-f]{32}$/),
});

/** The form of a manifest. */
export const manifestForm = z.object({ ...identity, rows: count, tables: z.record(z.string(), tableForm) });

/** What decides which data a dataset has. */
export type Identity = z.output<z.ZodObject<typeof identity>>;

/** What one table of a dataset comes to; `hash` is that of `Digest`, which parts can be added up by. */
export type TableManifest = z.output<typeof tableForm>;

/** What a dataset is, and what it comes to table by table; tables without rows are left out. */
export type Manifest = z.output<typeof manifestForm>;

/** The identity of the data that a scenario makes here and now. */
export function identityOf(
  schema: Schema,
  scenario: Scenario,
  parameters: Readonly<Record<string, unknown>>,
  { seed, at, namespace }: Origin,
): Identity {
  return {
    manifest: MANIFEST,
    domain: schema.name,
    scenario: scenario.name,
    parameters: { ...parameters },
    seed,
    at: at.toISOString(),
    ...(namespace && { namespace }),
    versions: currentVersions(),
  };
}

/** A table's line in a manifest. */
export const tableManifest = ({ table, digest }: TableDigest): TableManifest => ({
  columns: table.columns.map(({ name }) => name),
  rows: digest.rows,
  bytes: digest.bytes,
  hash: digest.hash,
});

/**
 * The manifest of a dataset, which is made for that and kept nowhere. It needs no database.
 *
 * @param onProgress hears how many rows have been made
 * @throws `unknown_parameter`, `bad_parameter`; TypeError for rows of an entity that is not the schema's
 * @example (await manifestOf(course, classroom, {}, { seed: 0, at: DEFAULT_AT })).tables.course?.hash
 */
export async function manifestOf(
  schema: Schema,
  scenario: Scenario,
  given: Readonly<Record<string, unknown>>,
  origin: Origin,
  onProgress?: (rows: number) => void,
): Promise<Manifest> {
  const parameters = parseParameters(scenario, given);
  const sink = new DigestSink(tablesOf(schema));
  for (const part of scenario.parts(origin, parameters)) {
    await sink.write(part);
    onProgress?.(sink.rows);
    // Nothing is waited for otherwise, and Ctrl-C would not be heard before the end.
    await setImmediate();
  }
  return { ...identityOf(schema, scenario, parameters, origin), ...contentsOf(sink) };
}

/** What has been written into a sink, as a manifest has it. */
export const contentsOf = (sink: DigestSink): Pick<Manifest, 'rows' | 'tables'> => ({
  rows: sink.rows,
  tables: Object.fromEntries(sink.digests.map((one) => [one.table.name, tableManifest(one)])),
});

/**
 * Reads the text of a manifest of some form.
 *
 * @param path where it is from, for the error
 * @throws `manifest_unreadable`
 */
export function parseAs<T>(form: z.ZodType<T>, text: string, path: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw manifestUnreadable(path, 'it is no JSON', error);
  }
  const parsed = form.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw manifestUnreadable(path, `${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}

/**
 * In what two datasets differ by their identity, a line each; empty where they have the same data.
 *
 * @example differencesOf(first, second) // ['seed: 0 and 7']
 */
export function differencesOf(first: Identity, second: Identity): string[] {
  const [one, other] = [flat(first), flat(second)];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => {
    const [a, b] = [JSON.stringify(one[name]) ?? 'none', JSON.stringify(other[name]) ?? 'none'];
    return a === b ? [] : [`${name}: ${a} and ${b}`];
  });
}

function flat({ domain, scenario, seed, at, namespace, versions, parameters }: Identity) {
  const named = (kind: string, values: object) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${kind} ${name}`, value]));
  const all: Readonly<Record<string, unknown>> = {
    ...{ domain, scenario, seed, at, namespace },
    ...named('version of', versions),
    ...named('parameter', parameters),
  };
  return all;
}
