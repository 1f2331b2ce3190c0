// A library as users write one upon the package: what it exports goes into declarations, so each type must have a name.
import { defineEntity as define, p as property } from '@mikro-orm/postgresql';
import {
  type BindOptions,
  bind,
  type Connection,
  counterexample,
  defineConfig,
  defineDomain,
  defineEntity,
  defineScenario,
  factory,
  lint,
  Migration,
  type PgClient,
  p,
  plan,
  rulesOf,
  seed,
  verify,
} from 'seedbed';
import { boardroom } from 'seedbed/boardroom';
import { course, entities, factories, scenarios } from 'seedbed/course';
import { manifestOf, parametersOf } from 'seedbed/dataset';
import { health } from 'seedbed/health';
import { migrations, restore } from 'seedbed/migrations';
import { factorySeeder, scenarioSeeder } from 'seedbed/mikro-orm';
import { connect, embeddedServer } from 'seedbed/postgres';
import { planReset, readLabel, reset } from 'seedbed/staging';
import { clone, lintCases, template, transaction } from 'seedbed/testing';
import { z } from 'seedbed/zod';

const AuthorSchema = defineEntity({
  name: 'Author',
  properties: { id: p.uuid().primary(), name: p.text(), email: p.text().nullable() },
});
export class Author extends AuthorSchema.class {}
AuthorSchema.setClass(Author);

// By the project's own copy of the ORM.
const BookSchema = define({
  name: 'Book',
  properties: {
    id: property.uuid().primary(),
    title: property.text(),
    author: () => property.manyToOne(Author).deleteRule('cascade'),
  },
});
export class Book extends BookSchema.class {}
BookSchema.setClass(Book);

export const author = factory(Author, {
  columns: { id: ({ id }) => id(), name: ({ fake }) => fake.person.fullName() },
}).traits({ reachable: (email = 'ada@example.org') => ({ columns: { email } }) });

export const book = factory(Book, {
  parents: { author: Author },
  transient: { edition: 1 },
  columns: { id: ({ id }) => id(), title: ({ n, transient }) => `Book ${n}, edition ${transient.edition}` },
});

export const shelf = defineScenario({
  name: 'shelf',
  summary: 'One author and the books.',
  parameters: z.strictObject({ books: z.int().min(0).default(3) }),
  shared(scope, { books }) {
    const by = scope.add(author, 0, {});
    for (let i = 0; i < books; i++) scope.add(book, i, { author: by });
  },
});

export const library = defineDomain({
  name: 'library',
  entities: [Author, Book],
  migrations: new URL('./migrations/', import.meta.url),
  factories: { author, book },
  scenarios: [shelf],
});

export class Initial extends Migration {
  override up(): void {
    this.addSql('select 1');
  }
}

export default defineConfig({ domains: [library] });
export const bound = (options: BindOptions) => bind(library, options);
export const boundCourse = (options: BindOptions) => bind({ ...course, factories }, options);
export const boundMember = (options: BindOptions) => bind(course, options).courseMember.owner();
export const meeting = (options: BindOptions) => bind(boardroom, options).boardroom.create();
export const planned = plan(library, shelf, {}, { seed: 0, now: new Date(0) });
export const example = counterexample(course, 'course_member_student_valid');
export const rules = rulesOf(library);
export const parameters = parametersOf(scenarios.classroom);
export const inClassroom = template(course, { scenario: 'classroom' });
export const oneTest = async () => transaction(await inClassroom);
export const oneClone = async () => clone(await inClassroom);
export const cases = lintCases(library);
export const { CourseMember } = entities;
export const server = embeddedServer();
export class LibrarySeeder extends factorySeeder(library, async (f) => void (await f.book.create())) {}
export class ShelfSeeder extends scenarioSeeder(library, shelf) {}

export const run = async (client: PgClient, url: string) => ({
  seeded: await seed(client, library, shelf, { seed: 0, now: new Date(0) }),
  verified: await verify(client, library),
  linted: await lint(library, { client } satisfies Connection),
  manifest: await manifestOf(library, shelf, {}, { seed: 0, now: new Date(0) }),
  healthy: await health(library, url),
  migrations: migrations(library, url),
  connected: await connect(url),
  label: async () => readLabel(await connect(url)),
  reset,
  planReset,
  restore,
});
