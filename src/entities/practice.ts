import { defineEntity, p } from '@mikro-orm/core';
import { isOneOf } from './checks.ts';
import { belongsTo, timestamp } from './columns.ts';
import { packageFolder } from './package-folder.ts';
import { defineSchema } from './schema.ts';

export const subjects = ['coding', 'math', 'systems'] as const;
export type Subject = (typeof subjects)[number];
export const modes = ['practice', 'mock', 'track'] as const;
export type Mode = (typeof modes)[number];
export const outcomes = ['passed', 'failed', 'timeout', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** A part of a track, with the ids of its problems. */
export interface Module {
  readonly title: string;
  readonly problems: readonly string[];
}

/** Made by the client. */
const id = p.uuid().primary();
const subject = () => p.string().length(255).$type<Subject>();
const subjectCheck = (table: string) => ({
  name: `${table}_subject_check`,
  expression: isOneOf('subject', subjects),
});

const TrackSchema = defineEntity({
  name: 'Track',
  tableName: 'tracks',
  properties: {
    id,
    slug: p.string().length(255).unique(),
    subject: subject().index(),
    title: p.text(),
    labels: p.json<readonly string[]>().defaultRaw(`'[]'`),
    modules: p.json<readonly Module[]>().defaultRaw(`'[]'`),
    version: p.string().length(255).default('v1'),
    createdAt: timestamp(),
  },
  indexes: [{ name: 'tracks_labels_idx', properties: 'labels', type: 'gin' }],
  checks: [subjectCheck('tracks')],
});
export class Track extends TrackSchema.class {}
TrackSchema.setClass(Track);

const SessionSchema = defineEntity({
  name: 'Session',
  tableName: 'sessions',
  properties: {
    id,
    userId: p.uuid().index(),
    subject: subject().index(),
    mode: p.string().length(255).$type<Mode>().index(),
    track: () => p.manyToOne(Track).nullable().deleteRule('set null').updateRule('restrict').index(),
    problemId: p.string().length(255).nullable(),
    status: p.string().length(255).default('active'),
    lastHintLevel: p.integer().default(0),
    startedAt: timestamp(),
    updatedAt: timestamp(),
  },
  indexes: [{ properties: ['userId', 'subject'] }],
  checks: [subjectCheck('sessions'), { name: 'sessions_mode_check', expression: isOneOf('mode', modes) }],
});
export class Session extends SessionSchema.class {}
SessionSchema.setClass(Session);

const SubmissionSchema = defineEntity({
  name: 'Submission',
  tableName: 'submissions',
  properties: {
    id,
    session: () => belongsTo(Session).index(),
    userId: p.uuid().index(),
    problemId: p.string().length(255).index(),
    subject: subject(),
    language: p.string().length(255).nullable(),
    status: p.string().length(255).$type<Outcome>(),
    visiblePassed: p.integer().default(0),
    visibleTotal: p.integer().default(0),
    hiddenPassed: p.integer().default(0),
    hiddenTotal: p.integer().default(0),
    categories: p.json<readonly string[]>().defaultRaw(`'[]'`),
    execMs: p.integer().default(0),
    payloadSha256: p.string().length(64).nullable().fieldName('payload_sha256'),
    createdAt: timestamp(),
  },
  indexes: [{ properties: ['userId', 'problemId'] }],
  checks: [
    subjectCheck('submissions'),
    { name: 'submissions_status_check', expression: isOneOf('status', outcomes) },
  ],
});
export class Submission extends SubmissionSchema.class {}
SubmissionSchema.setClass(Submission);

/** The practice platform: 3 tables in schema `public`. */
export const practiceSchema = defineSchema({
  name: 'practice',
  entities: [Track, Session, Submission],
  migrations: new URL('migrations/practice/', packageFolder),
});
