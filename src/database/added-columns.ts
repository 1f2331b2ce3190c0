import { defineEntity, type EntityMetadata } from '@mikro-orm/core';
import type { Schema } from '../entities/schema.ts';

/**
 * Hears of each entity that the ORM discovers, and gives it the columns that the schema adds to it. Other schemas
 * of the same entities do not have them.
 */
export const addColumns =
  ({ columns }: Pick<Schema, 'columns'>) =>
  (metadata: EntityMetadata): void => {
    for (const { entity, properties } of columns) {
      if (metadata.class !== entity) continue;
      // Made anew for each discovery, which completes them in place.
      const added = defineEntity({ name: `${metadata.className}Columns`, properties }).meta.properties;
      Object.assign(metadata.properties, added);
    }
  };
