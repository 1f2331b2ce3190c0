// The package's entry `seedbed/dataset`: what a scenario makes as a manifest, as files, and as parts of them.

export { manifestOf } from './seeders/manifest.ts';
export type { Manifest, TableManifest } from './seeders/manifest-form.ts';
export { type Parameter, parametersOf } from './seeders/parameters.ts';
export type { Shard } from './seeders/shard.ts';
export { type LoadResult, loadParts } from './transfer/load-parts.ts';
export type { PartManifest } from './transfer/part.ts';
export { type Part, readParts } from './transfer/parts.ts';
export { type ExportResult, type WriteOptions, writePart } from './transfer/write.ts';
