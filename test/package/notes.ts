// A domain of one table, as `seedbed.config.ts` of a project that has installed seedbed and nothing else.
import { defineConfig, defineDomain, defineEntity, p } from 'seedbed';

const NoteSchema = defineEntity({
  name: 'Note',
  tableName: 'note',
  properties: { id: p.uuid().primary(), text: p.text() },
});
export class Note extends NoteSchema.class {}
NoteSchema.setClass(Note);

const migrations = new URL('./migrations/', import.meta.url);
export const notes = defineDomain({
  name: 'notes',
  entities: [Note],
  migrations,
  factories: {},
  scenarios: [],
});
export default defineConfig({ domains: [notes] });
