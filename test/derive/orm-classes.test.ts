import { defineEntity, p } from '@mikro-orm/postgresql';
import { expect } from 'vitest';
import { lint } from '../../src/lint.ts';
import { seedSample } from './derived.ts';
import { expectSameAsSource, projectTest } from './project/derived-project.ts';

// Classes in one table, one of them below another, and relations to some of them.
const AnimalSchema = defineEntity({
  name: 'Animal',
  abstract: true,
  discriminatorColumn: 'kind',
  properties: { id: p.integer().primary(), kind: p.enum(['cat', 'dog', 'puppy']), name: p.string() },
});
class Animal extends AnimalSchema.class {}
AnimalSchema.setClass(Animal);
const CatSchema = defineEntity({
  name: 'Cat',
  extends: Animal,
  discriminatorValue: 'cat',
  properties: { lives: p.integer() },
});
class Cat extends CatSchema.class {}
CatSchema.setClass(Cat);
const DogSchema = defineEntity({
  name: 'Dog',
  extends: Animal,
  discriminatorValue: 'dog',
  properties: { trick: p.string().nullable() },
});
class Dog extends DogSchema.class {}
DogSchema.setClass(Dog);
const PuppySchema = defineEntity({
  name: 'Puppy',
  extends: Dog,
  discriminatorValue: 'puppy',
  properties: { weeks: p.integer(), friend: () => p.manyToOne(Cat) },
});
class Puppy extends PuppySchema.class {}
PuppySchema.setClass(Puppy);
const Walk = defineEntity({
  name: 'Walk',
  properties: { id: p.integer().primary(), dog: () => p.manyToOne(Dog), watcher: () => p.manyToOne(Cat) },
});

const entities = { Animal, Cat, Dog, Puppy, Walk };

const inZoo = projectTest(entities);

inZoo('a relation to one of the classes has a row of it', async ({ project: { f } }) => {
  for (const walk of await f.walk.createMany(8)) {
    expect(walk.dog).toBeInstanceOf(Dog);
    expect(walk.watcher).toBeInstanceOf(Cat);
  }
  const walk = await f.walk.create({ watcher: { lives: 7 } });
  expect(walk.watcher).toBeInstanceOf(Cat);
  expect(walk.watcher.lives).toBe(7);
  expect(f.walk.build().dog).toBeInstanceOf(Dog);
});

inZoo('a row of a class below it does as well', async ({ project: { f } }) => {
  const dog = await f.puppy.create();
  expect((await f.walk.create({ dog })).dog).toBe(dog);
  const shared = await f.within({ puppy: dog }, async (s) => await s.walk.create());
  expect(shared.dog).toBe(dog);
});

inZoo('a relation that only one class demands is made for it', async ({ project: { f } }) => {
  const puppy = await f.puppy.create();
  expect(puppy.friend).toBeInstanceOf(Cat);
  expect((await f.puppy.create({ friend: puppy.friend })).friend).toBe(puppy.friend);
});

inZoo('without it, the row is found nevertheless', async ({ project: { f } }) => {
  const animals = await f.animal.createMany(12);
  expect(animals.some((one) => one instanceof Puppy)).toBe(true);
});

inZoo('the sample has rows of the right classes', async ({ project: { domain, client } }) => {
  expect(await lint(domain, { client })).toEqual([]);
  await seedSample({ domain, client }, { rows: 60 });
  const { rows } = await client.query(
    `select distinct dog.kind as dog, cat.kind as cat from walk
       join animal dog on dog.id = walk.dog_id join animal cat on cat.id = walk.watcher_id order by 1, 2`,
  );
  expect(rows).toEqual([
    { dog: 'dog', cat: 'cat' },
    { dog: 'puppy', cat: 'cat' },
  ]);
});

inZoo('the factories as source do the same', async ({ project }) => await expectSameAsSource(project));
