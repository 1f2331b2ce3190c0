import { defineEntity, type EntityClass, p } from '@mikro-orm/core';
import { isOneOf } from './checks.ts';
import { belongsTo, timestamp } from './columns.ts';
import { packageFolder } from './package-folder.ts';
import { defineSchema } from './schema.ts';
import { setUpdatedAt, updatedAt } from './updated-at.ts';

export const porfStatuses = ['draft', 'pending', 'approved', 'rejected', 'cancelled'] as const;
export type PorfStatus = (typeof porfStatuses)[number];

const record = {
  id: p.integer().primary().generated('by default as identity'),
  createdAt: timestamp().defaultRaw('now()'),
  updatedAt: timestamp().defaultRaw('now()'),
};

/** An amount, as text: see `money.ts`. */
const amount = () => p.decimal().precision(10).scale(2).$type<string>();

/** A relation that is lost with the row that it points to. */
const optional = <Target extends EntityClass>(target: Target) =>
  p.manyToOne(target).nullable().deleteRule('set null').updateRule('restrict');

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisations',
  properties: {
    ...record,
    name: p.string().length(255).unique(),
    workspaceFolderId: p.string().length(255).nullable(),
  },
  triggers: [updatedAt('organisations')],
});
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    ...record,
    email: p.string().length(255).unique(),
    name: p.string().length(255).nullable(),
    googleId: p.string().length(255).nullable().unique(),
    organisation: () => optional(Organisation),
    isActive: p.boolean().default(true),
    lastLogin: timestamp().nullable(),
  },
  triggers: [updatedAt('users')],
});
export class User extends UserSchema.class {}
UserSchema.setClass(User);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    ...record,
    user: () => belongsTo(User),
    token: p.string().length(255).unique(),
    expiresAt: timestamp().index(),
    lastActivity: timestamp(),
  },
  triggers: [updatedAt('sessions')],
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const PorfSchema = defineEntity({
  name: 'Porf',
  tableName: 'porfs',
  properties: {
    ...record,
    porfNo: p.string().length(50).unique(),
    status: p.string().length(20).$type<PorfStatus>().default('draft').index(),
    totalValue: amount(),
    user: () => optional(User).index(),
    organisation: () => optional(Organisation).index(),
  },
  checks: [{ name: 'porfs_status_check', expression: isOneOf('status', porfStatuses) }],
  triggers: [updatedAt('porfs')],
});
/** A purchase order request form. */
export class Porf extends PorfSchema.class {}
PorfSchema.setClass(Porf);

const PorfLineSchema = defineEntity({
  name: 'PorfLine',
  tableName: 'porf_lines',
  properties: {
    ...record,
    porf: () => belongsTo(Porf),
    productId: p.string().length(100),
    productName: p.string().length(255),
    quantity: p.integer(),
    unitPrice: amount(),
    totalPrice: amount(),
  },
  checks: [
    { name: 'porf_lines_quantity_check', expression: 'quantity > 0' },
    { name: 'porf_lines_unit_price_check', expression: 'unit_price >= 0' },
    { name: 'porf_lines_total_price_check', expression: 'total_price >= 0' },
  ],
  triggers: [updatedAt('porf_lines')],
});
export class PorfLine extends PorfLineSchema.class {}
PorfLineSchema.setClass(PorfLine);

/** The purchase-order generator: 5 tables in schema `public`. */
export const procurementSchema = defineSchema({
  name: 'procurement',
  entities: [Organisation, User, Session, Porf, PorfLine],
  migrations: new URL('migrations/procurement/', packageFolder),
  prelude: [setUpdatedAt],
});
