import { randomUUID } from 'node:crypto';
import { faker } from '@faker-js/faker/locale/en';
import type { EntityData } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Factory } from '@mikro-orm/seeder';
import { type CourseGroup, CourseMember } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import { DEFAULT_NOW } from '../../src/random/clock.ts';

/** Complete, so that nothing has to be read back after the insert. */
const audit = () => ({
  id: randomUUID(),
  version: 0,
  createdAt: DEFAULT_NOW,
  updatedAt: DEFAULT_NOW,
  properties: null,
  createdBy: null,
  updatedBy: null,
});

/** The rows of our user factory. */
class UserFactory extends Factory<User> {
  readonly model = User;
  #made = 0;

  protected override definition(): EntityData<User> {
    const n = ++this.#made;
    const givenName = faker.person.firstName();
    const familyName = faker.person.lastName();
    return {
      ...audit(),
      archivedAt: null,
      number: `U${String(n).padStart(6, '0')}`,
      givenName,
      familyName,
      email: `${givenName}.${familyName}.${n}@example.org`.toLowerCase(),
      userType: 'user',
      fsNumber: n,
      authToken: null,
      tokenExpiration: null,
      username: `${givenName}.${n}`.toLowerCase(),
    };
  }
}

/** Members of one group, each with a user of their own. */
export class MemberFactory extends Factory<CourseMember> {
  readonly model = CourseMember;
  readonly #users: UserFactory;
  readonly #courseGroup: CourseGroup;

  constructor(em: SqlEntityManager, courseGroup: CourseGroup) {
    super(em);
    this.#users = new UserFactory(em);
    this.#courseGroup = courseGroup;
  }

  protected override definition(): EntityData<CourseMember> {
    return {
      ...audit(),
      user: this.#users.makeEntity(),
      course: this.#courseGroup.course,
      courseGroup: this.#courseGroup,
      courseRole: '_student',
    };
  }
}
