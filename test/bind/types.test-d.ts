import { describe, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { Attempt } from '../../src/bind/violations.ts';
import type { Bound } from '../../src/bind.ts';
import { type Domain, defineDomain, type ScenarioNameOf } from '../../src/domain.ts';
import type { course } from '../../src/domains.ts';
import { Course, type CourseFamily } from '../../src/entities/course/catalog.ts';
import { CourseGroup, type CourseMember } from '../../src/entities/course/members.ts';
import type { User } from '../../src/entities/course/people.ts';
import type { Result } from '../../src/entities/course/submissions.ts';
import type { RowOf } from '../../src/entities/row.ts';
import { audit } from '../../src/factories/course/audit.ts';
import { factory } from '../../src/factories/factory.ts';
import { defineRules } from '../../src/rules/rule.ts';
import { defineScenario } from '../../src/seeders/scenario.ts';
import { template } from '../../src/testing.ts';

// What must not compile is proven by the type check: an unused expectation is an error.

type F = Bound<typeof course>;
const title = factory(CourseGroup, {
  parents: { course: Course },
  transient: { size: 3 },
  required: ['title'],
  samples: { title: ({ n }) => `Group ${n}` },
  columns: audit,
}).traits({
  large: (size = 30) => ({ transient: { size } }),
  named: (name: string) => ({ columns: { title: name } }),
});
type Titled = Bound<Domain<{ group: typeof title }>>;

/** Checks types in a function that is never called. */
const compile = (_check: (f: F, titled: Titled) => unknown): void => {};

describe('what calls return', () => {
  test('is the entity with its parents loaded', () => {
    compile(async (f) => {
      const member = await f.courseMember.create();
      expectTypeOf(member).toEqualTypeOf<CourseMember>();
      expectTypeOf(member.course.courseFamily).toEqualTypeOf<CourseFamily>();
      expectTypeOf(member.course.courseFamily.title).toEqualTypeOf<string | null | undefined>();
      expectTypeOf(member.courseGroup).toEqualTypeOf<CourseGroup | null | undefined>();
      // @ts-expect-error it may be null
      member.courseGroup.title;
      // @ts-expect-error there is no such column
      member.nickname;
    });
  });

  test('is one or many, at once or promised', () => {
    compile((f) => {
      expectTypeOf(f.user.build()).toEqualTypeOf<User>();
      expectTypeOf(f.user.buildMany(2)).toEqualTypeOf<User[]>();
      expectTypeOf(f.user.create()).toEqualTypeOf<Promise<User>>();
      expectTypeOf(f.result.createMany(2)).toEqualTypeOf<Promise<Result[]>>();
      expectTypeOf(f.user.attributes()).toEqualTypeOf<Promise<RowOf<User>>>();
      expectTypeOf(f.user.archived().violating('user_email_key').attempt()).toEqualTypeOf<Promise<Attempt>>();
      // @ts-expect-error a promise is no entity
      f.user.create().email;
    });
  });

  test('of attributes has keys in the place of parents', () => {
    compile(async (f) => {
      const attributes = await f.courseMember.attributes();
      expectTypeOf(attributes.course).toEqualTypeOf<string>();
      expectTypeOf(attributes.courseGroup).toEqualTypeOf<string | null | undefined>();
    });
  });
});

describe('a column', () => {
  test('is one that there is, of its type', () => {
    compile((f) => {
      f.course.create({ title: 'ML', path: 'ml', properties: { any: ['json'] } });
      // @ts-expect-error there is no `titel`
      f.course.create({ titel: 'ML' });
      // @ts-expect-error a title is text
      f.course.create({ title: 1 });
      // @ts-expect-error no user type is called so
      f.user.create({ userType: 'guest' });
      // @ts-expect-error there is no `titel`, in memory either
      f.course.build({ titel: 'ML' });
      // @ts-expect-error nor in attributes
      f.course.attributes({ titel: 'ML' });
      // @ts-expect-error nor for many
      f.course.createMany(2, { titel: 'ML' });
    });
  });

  test('is null where it may be', () => {
    compile((f) => {
      f.user.create({ givenName: null, archivedAt: null });
      // @ts-expect-error each user has a type
      f.user.create({ userType: null });
      // @ts-expect-error each course has a path
      f.course.create({ path: null });
    });
  });

  test('is given where the factory says that it must be', () => {
    compile((_, { group }) => {
      group.create({ title: 'Monday' });
      group.create({ title: 'Monday', size: 4 });
      // @ts-expect-error `title` is missing
      group.create({ size: 4 });
      // @ts-expect-error `title` is missing
      group.create();
      // @ts-expect-error a size is a number
      group.create({ title: 'Monday', size: 'large' });
    });
  });
});

describe('a parent', () => {
  test('is an entity, a row, a key, or values to make it with', () => {
    compile((f) => {
      const [ml, family] = [f.course.build(), f.courseFamily.build()];
      f.courseGroup.create({ course: ml });
      f.courseGroup.create({ course: ml.id });
      f.courseGroup.create({ course: { title: 'ML', courseFamily: { title: 'AI' } } });
      f.courseGroup.create({ course: { courseFamily: family } });
      // @ts-expect-error a key is text
      f.courseGroup.create({ course: 1 });
      // @ts-expect-error there is no such parent
      f.courseGroup.create({ courseFamily: family });
      // @ts-expect-error there is no `titel` in the values for it
      f.courseGroup.create({ course: { titel: 'ML' } });
      // @ts-expect-error a title is text in the values for it too
      f.courseGroup.create({ course: { title: 1 } });
    });
  });

  test('is an entity of its class, in every call and at any depth', () => {
    compile((f) => {
      const [ml, ada] = [f.course.build(), f.user.build()];
      f.courseMember.build({ user: ada, course: ml });
      // @ts-expect-error a course is no user
      f.courseMember.build({ user: ml });
      // @ts-expect-error nor for many
      f.courseMember.createMany(2, { user: ml });
      // @ts-expect-error nor in attributes
      f.courseMember.attributes({ user: ml });
      // @ts-expect-error a user is no course, one level up
      f.courseMember.create({ courseGroup: { course: ada } });
      // @ts-expect-error nor two levels up
      f.courseSubmissionGroup.create({ courseContent: { courseContentType: { course: ada } } });
      // @ts-expect-error nor within
      f.within({ course: ada }, async () => {});
      // @ts-expect-error nor for a trait
      f.organization.childOf(ada);
    });
  });

  test('may have parents of its own in the values for it, two and three levels up', () => {
    compile((f) => {
      const [family, organization] = [f.courseFamily.build(), f.organization.build()];
      f.courseMember.create({ courseGroup: { course: { path: 'ml', courseFamily: family } } });
      f.courseMember.create({ courseGroup: { course: { courseFamily: family.id, createdBy: null } } });
      f.courseMember.create({ courseGroup: { course: { courseFamily: { path: 'ai', organization } } } });
      f.courseMember.create({ courseGroup: { course: { courseFamily: { organization: organization.id } } } });
      f.courseMember.create({ courseGroup: { course: { courseFamily: { organization: { title: 'TU' } } } } });
      f.courseMember.create({ courseGroup: { properties: { any: ['json'] }, course: { properties: {} } } });
      f.user.create({ createdBy: { createdBy: { createdBy: null, givenName: 'Ada' } } });
      // @ts-expect-error a name is text, also where entities refer to their own kind
      f.user.create({ createdBy: { createdBy: { createdBy: { givenName: 1 } } } });
      // @ts-expect-error there is no `titel` two levels up
      f.courseMember.create({ courseGroup: { course: { titel: 'ML' } } });
      // @ts-expect-error nor beside what there is
      f.courseMember.create({ courseGroup: { course: { path: 'ml', titel: 'ML' } } });
      // @ts-expect-error a path is text two levels up
      f.courseMember.create({ courseGroup: { course: { path: 1 } } });
      // @ts-expect-error and is there
      f.courseMember.create({ courseGroup: { course: { path: null } } });
      // @ts-expect-error a key is text two levels up
      f.courseMember.create({ courseGroup: { course: 1 } });
      // @ts-expect-error there is no such parent two levels up
      f.courseMember.create({ courseGroup: { course: { user: { givenName: 'Ada' } } } });
      // @ts-expect-error there is no `titel` three levels up
      f.courseMember.create({ courseGroup: { course: { courseFamily: { titel: 'AI' } } } });
      // @ts-expect-error nor beside what there is
      f.courseMember.create({ courseGroup: { course: { courseFamily: { path: 'ai', titel: 'AI' } } } });
      // @ts-expect-error a path is text three levels up
      f.courseMember.create({ courseGroup: { course: { courseFamily: { path: 1 } } } });
      // @ts-expect-error a family is of an organization
      f.courseMember.create({ courseGroup: { course: { courseFamily: { organization: null } } } });
      // @ts-expect-error a title is text, four levels up
      f.courseMember.create({ courseGroup: { course: { courseFamily: { organization: { title: 1 } } } } });
      // @ts-expect-error there are no `members` either, after a trait
      f.course.withMembers(3).create({ courseFamily: { organization: { members: 1 } } });
    });
  });

  test('is null only where the row can do without', () => {
    compile((f) => {
      f.courseMember.create({ courseGroup: null, courseRole: '_owner' });
      f.codeabilityMessage.create({ course: null, createdBy: null });
      f.result.create({ courseSubmissionGroup: null });
      // @ts-expect-error a group belongs to a course
      f.courseGroup.create({ course: null });
      // @ts-expect-error a member is somebody
      f.courseMember.create({ user: null });
    });
  });
});

describe('a trait', () => {
  test('takes its arguments', () => {
    compile((f, { group }) => {
      f.course.withMembers(30);
      f.course.withMembers();
      f.user.withRole('_admin');
      f.codeabilityMessage.readBy(f.user.build(), 'key', {});
      f.organization.childOf(f.organization.build());
      group.named('Monday');
      // @ts-expect-error a number of members
      f.course.withMembers('30');
      // @ts-expect-error no such trait
      f.course.withDragons();
      // @ts-expect-error its argument is missing
      group.named();
      // @ts-expect-error it takes none
      f.user.archived(true);
      // @ts-expect-error an organization is no user
      f.codeabilityMessage.readBy(1);
    });
  });

  test('gives a factory with all of them again', () => {
    compile((f) => {
      expectTypeOf(f.user.token().archived().withProfile().build()).toEqualTypeOf<User>();
      expectTypeOf(f.user.token()).toEqualTypeOf<F['user']>();
      f.course.withMembers(3).withContent(2).withBackends().create({ title: 'ML' });
      // @ts-expect-error unknown names stay unknown
      f.course.withMembers(3).create({ titel: 'ML' });
    });
  });

  test('is not forgotten within', () => {
    compile((f) => f.within({}, (s) => s.course.running().create()));
  });
});

describe('within', () => {
  test('takes one row or several of the factories that there are', () => {
    compile((f) => {
      f.within({ course: f.course.build(), user: f.user.buildMany(2) }, async (s) => {
        expectTypeOf(s).toEqualTypeOf<F>();
      });
      expectTypeOf(f.within({}, async () => 1)).toEqualTypeOf<Promise<number>>();
      // @ts-expect-error there is no such factory
      f.within({ curse: f.course.build() }, async () => {});
      // @ts-expect-error a user is no course
      f.within({ course: f.user.build() }, async () => {});
    });
  });
});

describe('the name of a rule', () => {
  test('is one that the domain states, or one that follows from its structure', () => {
    compile((f) => {
      f.courseMember.violating('course_member_student_valid');
      f.courseMember.owner().violating('course_member_user_id_fkey');
      // @ts-expect-error there is no such rule
      f.courseMember.violating('course_member_student_vald');
      // @ts-expect-error after a trait neither
      f.courseMember.owner().violating('course_member_student_vald');
    });
  });
});

describe('the names of a domain of one’s own', () => {
  const shelf = defineScenario({
    ...{ name: 'shelf', summary: 'One.', parameters: z.strictObject({}), shared: () => {} },
  });
  const rules = defineRules([
    {
      ...{
        name: 'group_untitled',
        entity: CourseGroup,
        enforcedBy: 'verify',
        description: 'It has no title.',
      },
      violations: { broken: 'title is not null', right: "'no title'" },
    },
  ]);
  const migrations = new URL('file:///migrations/');
  const own = defineDomain({
    ...{ name: 'own', entities: [CourseGroup], migrations, factories: { group: title }, scenarios: [shelf] },
    rules,
  });

  test('are part of its type', () => {
    expectTypeOf<ScenarioNameOf<typeof own>>().toEqualTypeOf<'shelf'>();
    const check = (f: Bound<typeof own>) => {
      f.group.violating('group_untitled');
      f.group.violating('course_group_title_length');
      // @ts-expect-error there is no such rule
      f.group.violating('group_untitld');
      // @ts-expect-error there is no such scenario
      template(own, { scenario: 'shelv' });
    };
    expectTypeOf(check).toBeFunction();
  });
});
