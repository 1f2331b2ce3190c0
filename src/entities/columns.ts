import { type EntityClass, p } from '@mikro-orm/core';
import { type JsonValue, LtreeType } from './types.ts';

/** Uuid made by the database unless the client brings one. */
export const id = () => p.uuid().primary().defaultRaw('public.uuid_generate_v4()');

export const timestamp = () => p.datetime().columnType('timestamptz');
export const path = () => p.type(LtreeType);
/** Always a number: the driver reads float8 as one, though the ORM's type admits text. */
export const double = () => p.double().$type<number>();
export const json = () => p.json<JsonValue>();

/** A relation whose rows go with the row they point to: on delete cascade, on update restrict. */
export const belongsTo = <Target extends EntityClass>(target: Target) =>
  p.manyToOne(target).deleteRule('cascade').updateRule('restrict');

/** A relation that keeps the row it points to from being deleted. */
export const holds = <Target extends EntityClass>(target: Target) =>
  p.manyToOne(target).deleteRule('restrict').updateRule('restrict');

/** Who wrote a row: it outlives its writer. */
export const writer = <Target extends EntityClass>(user: Target, column: 'created_by' | 'updated_by') =>
  p.manyToOne(user).joinColumn(column).nullable().deleteRule('set null').updateRule('restrict');

const history = {
  version: p.bigint('number').defaultRaw('0'),
  createdAt: timestamp().defaultRaw('now()'),
  updatedAt: timestamp().defaultRaw('now()'),
};

/** The audit columns without the two that point to `user`: what `user` itself spreads. */
export const record = {
  id: id(),
  ...history,
  properties: json().nullable(),
};

/** Interface `resource`: id, version, timestamps, writers and free properties. */
export const audit = <Target extends EntityClass>(user: Target) => ({
  ...record,
  createdBy: () => writer(user, 'created_by'),
  updatedBy: () => writer(user, 'updated_by'),
});

/** The audit of a link table: no id, and writers without a foreign key. */
export const linkAudit = {
  ...history,
  createdBy: p.uuid().nullable(),
  updatedBy: p.uuid().nullable(),
};

/** Interface `string_id`. */
export const stringId = { id: p.string().length(255).primary() };

/** Interface `title_description`. */
export const titled = {
  title: p.string().length(255).nullable(),
  description: p.string().length(4096).nullable(),
};

/** Interface `slugged`. */
export const slugged = { ...titled, slug: p.string().length(255) };

/** Interface `archivable`. */
export const archivable = { archivedAt: timestamp().nullable() };

/** Interface `number`. */
export const numbered = { number: p.string().length(255).nullable() };

/** Interface `contact`. */
export const contact = {
  email: p.string().length(320).nullable(),
  telephone: p.string().length(255).nullable(),
  faxNumber: p.string().length(255).nullable(),
  url: p.string().length(2048).nullable(),
};

/** Interface `avatar`. */
export const avatar = {
  avatarColor: p.integer().nullable(),
  avatarImage: p.string().length(2048).nullable(),
};

/** Interface `address`. */
export const address = {
  postalCode: p.string().length(255).nullable(),
  locality: p.string().length(255).nullable(),
  region: p.string().length(255).nullable(),
  country: p.string().length(255).nullable(),
  streetAddress: p.string().length(1024).nullable(),
};
