import { setImmediate } from 'node:timers/promises';
import type { Schema } from '../entities/schema.ts';
import { DigestSink, type TableDigest } from '../load/files/digest-sink.ts';
import { tablesOf } from '../load/table.ts';
import type { Origin } from '../random/address.ts';
import type { Identity, Manifest, TableManifest } from './manifest-form.ts';
import { parseParameters } from './parameters.ts';
import type { Scenario } from './scenario.ts';
import { currentVersions, MANIFEST_VERSION } from './versions.ts';

/** The identity of the data that a scenario makes here and now. */
export function identityOf(
  schema: Schema,
  scenario: Scenario,
  parameters: Readonly<Record<string, unknown>>,
  { seed, now, namespace }: Origin,
): Identity {
  return {
    manifest: MANIFEST_VERSION,
    domain: schema.name,
    scenario: scenario.name,
    parameters: { ...parameters },
    seed,
    now: now.toISOString(),
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
 * @example (await manifestOf(course, classroom, {}, { seed: 0, now: DEFAULT_NOW })).tables.course?.hash
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

function flat({ domain, scenario, seed, now, namespace, versions, parameters }: Identity) {
  const named = (kind: string, values: object) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${kind} ${name}`, value]));
  const all: Readonly<Record<string, unknown>> = {
    ...{ domain, scenario, seed, now, namespace },
    ...named('version of', versions),
    ...named('parameter', parameters),
  };
  return all;
}
