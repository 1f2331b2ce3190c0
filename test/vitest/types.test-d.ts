import type { MikroORM } from '@mikro-orm/postgresql';
import { boardroom, type entities as boardroomEntities } from 'seedbed/boardroom';
import type { entities as courseEntities } from 'seedbed/course';
import { test as ofCourse, testFor } from 'seedbed/vitest';
import { expectTypeOf, test } from 'vitest';

// Nothing here runs. What must not compile is proven by the type check: an unused expectation is an error.

const never = (_work: () => unknown): void => {};

test('the factories are those of the domain', () => {
  never(() => {
    ofCourse('', async ({ f, orm, db }) => {
      expectTypeOf(await f.user.create()).toExtend<courseEntities.User>();
      expectTypeOf(orm).toEqualTypeOf<MikroORM>();
      expectTypeOf(db.url).toEqualTypeOf<string>();
      // @ts-expect-error: a course platform has no boardrooms
      f.boardroom;
    });
    testFor(boardroom)('', async ({ f }) => {
      expectTypeOf((await f.boardroom.create()).owner).toExtend<boardroomEntities.User>();
      // @ts-expect-error: and the other one no courses
      f.course;
    });
  });
});

test('an option that there is not is none', () => {
  never(() => {
    ofCourse.override({ isolation: 'clone', scenario: { name: 'classroom', parameters: { weeks: 1 } } });
    ofCourse.extend('isolation', 'transaction').override({ scenario: undefined });
    // @ts-expect-error: no such isolation
    ofCourse.override({ isolation: 'copy' });
    // @ts-expect-error: no such isolation
    ofCourse.extend('isolation', 'copy');
    // @ts-expect-error: no such option
    ofCourse.override({ scenarios: 'classroom' });
    // @ts-expect-error: no such scenario
    ofCourse.override({ scenario: 'clasroom' });
    // @ts-expect-error: nor one with parameters
    ofCourse.override({ scenario: { name: 'clasroom', parameters: {} } });
    testFor(boardroom).override({ scenario: 'quarter' });
    // @ts-expect-error: it is one of another domain
    testFor(boardroom).override({ scenario: 'classroom' });
  });
});
