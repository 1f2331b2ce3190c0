import type { EntityProperty } from '@mikro-orm/core';

/**
 * Whether a property of a project's entity has columns of its table: neither the other side of a relation, nor what the
 * database computes in a query, nor an embedded object in columns of its own, whose parts have them, nor a part of JSON.
 */
export const hasColumns = (property: EntityProperty): boolean => {
  const { kind, mappedBy, persist, formula, fieldNames, object, embedded, array } = property;
  const isWhole = kind === 'embedded' && (object === true || array === true);
  const isPartOfJson = embedded !== undefined && object === true && kind !== 'embedded';
  return (
    kind !== '1:m' &&
    kind !== 'm:n' &&
    mappedBy === undefined &&
    persist !== false &&
    formula === undefined &&
    fieldNames !== undefined &&
    (kind !== 'embedded' || isWhole) &&
    !isPartOfJson
  );
};
