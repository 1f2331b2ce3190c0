import type { CodeEntry } from './entry.ts';

/** Factories, bound or not. */
export const factoriesCodes = {
  bad_count: {
    kind: 'usage',
    cause: 'A factory was asked for a number of rows that is none.',
    hint: 'Ask for a whole number of rows, 0 or more.',
  },
  contradictory_parents: {
    kind: 'usage',
    cause:
      'Two parents of a row belong to different rows where they must belong to the same. Nothing was written.',
    hint: 'Leave one of the two out and it is made to fit.',
  },
  endless_parents: {
    kind: 'usage',
    cause: 'The parents that a factory makes need a row of that factory in turn. Nothing was written.',
    hint: 'Pass one of them, or let its factory state it as optional.',
  },
  entities_unknown: {
    kind: 'usage',
    cause: "An EntityManager was configured without a domain's entities.",
    hint: 'Configure MikroORM with the entities of the domain, or bind to a plain connection.',
  },
  missing_value: {
    kind: 'usage',
    cause: 'A factory was called without something that it cannot make up, or with null for it.',
    hint: 'Give it a value.',
  },
  needs_database: {
    kind: 'usage',
    cause: "`build` was given a parent by its key, and must know the parent's row to go on.",
    hint: 'Pass the loaded entity, or use create or attributes, which read it.',
  },
  parent_not_found: {
    kind: 'usage',
    cause: 'There is no row of the key that was given for a parent.',
    hint: 'Pass one that is in the database, or leave it out and it is made.',
  },
  pool_used_up: {
    kind: 'usage',
    cause:
      'Each row that a `within` holds for a parent has a row already, where it may have only one. Nothing was written.',
    hint: 'Hold more of them, make fewer, or pass another parent.',
  },
  rule_broken: {
    kind: 'usage',
    cause:
      'A row that a bound factory made breaks a rule of the schema: the database would refuse it, would store something else, or would be left with data that contradicts itself. Nothing was written.',
    hint: 'Give other values, in the call or in the columns of the factory.',
  },
  sample_missing: {
    kind: 'usage',
    cause: '`lint` has no value to try a factory with that demands one.',
    hint: 'State one in the definition, in `samples` beside `required`.',
  },
  stored_otherwise: {
    kind: 'usage',
    cause:
      'The database stores another value than the factory made: a trigger or a type changes it, or it computes the column.',
    hint: 'Let the factory make it as the database stores it.',
  },
  trait_needs_arguments: {
    kind: 'usage',
    cause: '`lint` has no arguments to try a trait with.',
    hint: 'Give each argument of the trait a default.',
  },
  unknown_entity: {
    kind: 'usage',
    cause: 'A binding has no table or factory for an entity.',
    hint: 'Bind a domain that has it among its entities.',
  },
  unknown_override: {
    kind: 'usage',
    cause:
      'A factory was given a name that is no column, parent or parameter of it, or one that the database computes.',
    hint: 'Give a column, a parent or a parameter that it has.',
  },
  unsupported_property: {
    kind: 'usage',
    cause:
      'An entity has a property that is neither one column nor a relation to a primary key, or whose value is a reference.',
    hint: 'Give each column a property of its own.',
  },
  item_exists: {
    kind: 'usage',
    cause: 'A call was given a row that is there already where rows are made. Nothing was written.',
    hint: 'Give values or a number of rows, or set the relation of that row and flush.',
  },
  parent_not_loaded: {
    kind: 'usage',
    cause:
      'A row with a key of several columns was named by that key, or by a reference. Nothing was written.',
    hint: 'Load the entity first, or give values to make one with.',
  },
  wrong_entity: {
    kind: 'usage',
    cause: 'An entity was given where one of another class belongs. Nothing was written.',
    hint: 'Pass one of the right class, its key, or leave it out where one is made.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
