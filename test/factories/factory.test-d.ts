import { describe, expectTypeOf, test } from 'vitest';
import { Course } from '../../src/entities/course/catalog.ts';
import type { CourseContent } from '../../src/entities/course/content.ts';
import { CourseGroup, CourseMember, CourseRole } from '../../src/entities/course/members.ts';
import { User } from '../../src/entities/course/people.ts';
import type { RequiredColumn, RowOf } from '../../src/entities/row.ts';
import { course, courseGroup, courseMember, user } from '../../src/factories/course/index.ts';
import { factory } from '../../src/factories/factory.ts';
import { Address } from '../../src/random/address.ts';
import { oneOfEach } from './one-of-each.ts';

// What must not compile is proven by the type check: an unused expectation there is an error.

const rows = oneOfEach(0);
const address = Address.root({ seed: 1, now: new Date(0) }).child('row', 0);
const audit = { id: '', version: 0, createdAt: new Date(0), updatedAt: new Date(0) };

describe('a row', () => {
  test('has plain columns, and relations as keys', () => {
    expectTypeOf<RowOf<CourseMember>['user']>().toEqualTypeOf<string>();
    expectTypeOf<RowOf<CourseMember>['courseGroup']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<RowOf<CourseMember>['createdAt']>().toEqualTypeOf<Date>();
    expectTypeOf<RowOf<User>['userType']>().toEqualTypeOf<'user' | 'db' | 'token'>();
    expectTypeOf<RowOf<CourseContent>['position']>().toEqualTypeOf<number>();
    expectTypeOf<RowOf<CourseContent>['maxGroupSize']>().toEqualTypeOf<number | null | undefined>();
  });

  test('has no column that the entity does not have', () => {
    expectTypeOf<RowOf<CourseGroup>>().not.toHaveProperty('slug');
    expectTypeOf<RequiredColumn<CourseGroup>>().toEqualTypeOf<
      'id' | 'version' | 'createdAt' | 'updatedAt' | 'course'
    >();
  });

  test('is what a factory returns', () => {
    expectTypeOf(user.row(address, {})).toEqualTypeOf<RowOf<User>>();
    expectTypeOf(course.row).returns.toHaveProperty('courseFamily').toEqualTypeOf<string>();
  });
});

describe('a definition', () => {
  test('names every column that may not be null', () => {
    // @ts-expect-error versionless: `version` is missing
    factory(CourseGroup, { columns: { id: '', createdAt: new Date(0), updatedAt: new Date(0), course: '' } });
    // @ts-expect-error neither a parent nor a column `user`
    factory(CourseMember, { columns: { ...audit, course: '', courseRole: '_owner' } });
  });

  test('need not name those that come from parents or may be null', () => {
    factory(CourseGroup, { parents: { course: Course }, columns: audit });
    factory(CourseGroup, { columns: { ...audit, course: '' } });
  });

  test('names no column that there is not', () => {
    // @ts-expect-error there is no `slug`
    void (() => factory(CourseGroup, { columns: { ...audit, course: '', slug: 'a' } }));
  });

  test('gives columns values of their types', () => {
    // @ts-expect-error `title` is text
    factory(CourseGroup, { columns: { ...audit, course: '', title: 1 } });
    // @ts-expect-error `title` is text, also from a function
    factory(CourseGroup, { columns: { ...audit, course: '', title: ({ n }) => n } });
    // @ts-expect-error `version` may not be null
    factory(CourseGroup, { columns: { ...audit, course: '', version: null } });
    // @ts-expect-error no user type is called so
    factory(User, { columns: { ...audit, fsNumber: 1, userType: 'guest' } });
  });

  test('samples: of what is required, with its types', () => {
    const parents = { course: Course } as const;
    const required = ['title'] as const;
    factory(CourseGroup, {
      parents,
      required,
      samples: { title: ({ tag }) => `Group ${tag}` },
      columns: audit,
    });
    // @ts-expect-error a title is text
    factory(CourseGroup, { parents, required, samples: { title: 1 }, columns: audit });
    // @ts-expect-error it is not required
    factory(CourseGroup, { parents, required, samples: { version: 1 }, columns: audit });
  });

  test('types what its hooks see: a parent that cannot be missing is no null', () => {
    const parents = {
      course: Course,
      courseRole: { of: CourseRole, reference: '_student' },
      courseGroup: { of: CourseGroup, nullable: true },
      createdBy: { of: User, optional: true },
      user: { of: User, through: 'course' },
    } as const;
    factory(CourseMember, {
      parents,
      columns: audit,
      afterCreate: ({ parents: seen }) => {
        expectTypeOf(seen.course).toEqualTypeOf<RowOf<Course>>();
        expectTypeOf(seen.courseRole).toEqualTypeOf<RowOf<CourseRole>>();
        expectTypeOf(seen.user).toEqualTypeOf<RowOf<User>>();
        expectTypeOf(seen.courseGroup).toEqualTypeOf<RowOf<CourseGroup> | null>();
        expectTypeOf(seen.createdBy).toEqualTypeOf<RowOf<User> | null>();
      },
    });
  });

  test('types what its functions see', () => {
    factory(CourseMember, {
      parents: { user: User, courseGroup: { of: CourseGroup, optional: true } },
      columns: {
        ...audit,
        course: ({ parents }) => {
          expectTypeOf(parents.user).toEqualTypeOf<RowOf<User>>();
          expectTypeOf(parents.courseGroup).toEqualTypeOf<RowOf<CourseGroup> | null>();
          return parents.courseGroup?.course ?? '';
        },
        courseRole: ({ row, n, tag, now }) => {
          expectTypeOf(row).toEqualTypeOf<Readonly<RowOf<CourseMember>>>();
          expectTypeOf({ n, tag, now }).toEqualTypeOf<{ n: number; tag: string; now: Date }>();
          // @ts-expect-error the entity has no such column
          row.nickname;
          return '_owner';
        },
      },
    });
  });
});

describe('a call', () => {
  test('brings every parent that is not optional', () => {
    // @ts-expect-error `course` is missing
    courseMember.row(address, { user: rows.user });
    courseMember.row(address, { user: rows.user, course: rows.course });
    courseMember.row(address, { user: rows.user, course: rows.course, courseGroup: null });
    // @ts-expect-error `course` is not optional
    courseGroup.row(address, { course: null });
  });

  test('brings the rows of the right entities', () => {
    // @ts-expect-error a user is no course
    courseGroup.row(address, { course: rows.user });
    // @ts-expect-error a parent is a row, not its key
    courseGroup.row(address, { course: rows.course.id });
  });

  test('brings only columns that there are, of their types', () => {
    courseGroup.row(address, { course: rows.course, title: null });
    // @ts-expect-error there is no `slug`
    void (() => courseGroup.row(address, { course: rows.course, slug: 'a' }));
    // @ts-expect-error `title` is text
    courseGroup.row(address, { course: rows.course, title: 1 });
    // @ts-expect-error `version` may not be null
    courseGroup.row(address, { course: rows.course, version: null });
    courseGroup.row(address, { course: rows.course, title: undefined });
  });
});
