// The package's entry `seedbed/derive`: domains of tables that nothing is written for.

export { type Cell, combinations } from './derive/combinations.ts';
export type { ColumnContext, Draw } from './derive/context.ts';
export {
  type DeriveFromDatabase,
  type DeriveFromStructure,
  type DeriveOptions,
  deriveDomain,
  type OfProject,
} from './derive/derive-domain.ts';
export { like, unique } from './derive/like.ts';
export { byValueOf, type JsonTemplate, json, mostly, ofParent, orNull } from './derive/mixed-values.ts';
export type { ColumnOverride, ColumnOverrides } from './derive/overrides.ts';
export type { OwnFactory, OwnParent } from './derive/own-factory.ts';
export type {
  EntitiesByName,
  EntityInput,
  ProjectDomain,
  ProjectFactories,
  ProjectFactory,
} from './derive/project-factories.ts';
export { type ReadOptions, readStructure } from './derive/read-structure.ts';
export type { DatabaseStructure } from './derive/structure.ts';
export type { TableDomain, TableFactory } from './derive/table-factories.ts';
export type { TypedFactory } from './derive/typed-factory.ts';
