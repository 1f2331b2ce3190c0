// A program of a workspace that has a copy of MikroORM for itself, which is not the one that seedbed has.
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { bind, defineDomain, factory, lint, SeedbedError } from 'seedbed';
import { course, entities } from 'seedbed/course';
import { connect } from 'seedbed/postgres';

const clientUrl = process.argv[2] ?? '';

const NoteSchema = defineEntity({
  name: 'Note',
  tableName: 'note',
  properties: { id: p.uuid().primary(), text: p.text(), user: () => p.manyToOne(entities.User) },
});
class Note extends NoteSchema.class {}
NoteSchema.setClass(Note);

const note = factory(Note, {
  parents: { user: entities.User },
  columns: { id: ({ id }) => id(), text: ({ n }) => `Note ${n}` },
});
const notes = defineDomain({
  ...course,
  name: 'notes',
  entities: [...course.entities, Note],
  factories: { ...course.factories, note },
});

const orm = new MikroORM({ entities: [...notes.entities], clientUrl });
const client = await connect(clientUrl);
await client.query(
  'create table public.note (id uuid primary key, text text not null, user_id uuid not null references public."user")',
);
const em = orm.em.fork();
const made = await bind(notes, { em }).note.create();
made.user.givenName = 'Ada';
await em.flush();
const found = await orm.em.fork().findOneOrFail(Note, { user: { givenName: 'Ada' } });
const member = await bind(course, { em: orm.em.fork(), worker: 1 }).courseMember.create();

/** What `bind` says to an EntityManager that has none of the entities. */
function refusal(): string {
  const Tag = defineEntity({ name: 'Tag', properties: { id: p.integer().primary() } });
  try {
    bind(course, { em: new MikroORM({ entities: [Tag], clientUrl }).em });
    return 'none';
  } catch (error) {
    return error instanceof SeedbedError ? error.message : String(error);
  }
}

const { factories } = notes;
const linted = await lint(
  { ...notes, factories: { note: factories.note, user: factories.user } },
  { client },
);
await client.end();
await orm.close();
console.log(
  JSON.stringify({
    isFound: found.id === made.id,
    isMember: member instanceof entities.CourseMember,
    refusal: refusal(),
    linted: linted.length,
  }),
);
