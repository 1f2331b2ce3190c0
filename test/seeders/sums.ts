import { sumOfHashes } from '../../src/load/files/digest.ts';
import type { Manifest } from '../../src/seeders/manifest-form.ts';

/** The rows, bytes and hash of each table over some parts, added up. */
export function sumsOf(manifests: readonly Pick<Manifest, 'tables'>[]) {
  const names = [...new Set(manifests.flatMap(({ tables }) => Object.keys(tables)))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const held = manifests.flatMap(({ tables }) => tables[name] ?? []);
      const sum = (of: 'rows' | 'bytes') => held.reduce((so, table) => so + table[of], 0);
      return [
        name,
        { rows: sum('rows'), bytes: sum('bytes'), hash: sumOfHashes(held.map(({ hash }) => hash)) },
      ];
    }),
  );
}
