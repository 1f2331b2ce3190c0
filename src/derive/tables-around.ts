import type { AnyFactory } from '../factories/definition.ts';
import type { DerivedEntities } from './entities.ts';
import type { Names } from './names.ts';
import type { ProjectModel } from './project-model.ts';
import type { TableStructure } from './structure.ts';

/** The entities of tables, and what everything of them is called. */
export interface NamedEntities extends Pick<DerivedEntities, 'classOf'> {
  readonly names: Names;
}

/** What the factory of a table has to know of the others. */
export interface TablesAround {
  readonly tables: ReadonlyMap<string, TableStructure>;
  readonly entities: NamedEntities;
  readonly model: ProjectModel;
  /** All of them once they are made. */
  readonly factories: ReadonlyMap<string, AnyFactory>;
}
