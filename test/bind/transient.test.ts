import { compareSync } from 'bcryptjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { bind } from '../../src/bind.ts';
import { course } from '../../src/domains.ts';
import { ExecutionBackend } from '../../src/entities/course/catalog.ts';
import { audit } from '../../src/factories/course/audit.ts';
import { factory } from '../../src/factories/factory.ts';
import { type CourseDatabase, courseDatabase } from './course-database.ts';

let database: CourseDatabase;
beforeAll(async () => {
  database = await courseDatabase();
});

const executionBackend = factory(ExecutionBackend, {
  transient: { language: 'python' as string | null, version: 3 },
  columns: {
    ...audit,
    type: ({ transient }) => `${transient.language ?? 'none'}${transient.version}`,
    slug: ({ tag }) => `backend-${tag}`,
  },
}).traits({ java: () => ({ transient: { language: 'java', version: 21 } }) });

describe('a transient parameter', () => {
  const fresh = (run: number) =>
    bind({ ...course, factories: { executionBackend } }, { em: database.orm.em.fork(), run });

  test('has its default, or what a trait or a call says, the call last', () => {
    const f = fresh(4_001);
    expect(f.executionBackend.build().type).toBe('python3');
    expect(f.executionBackend.java().build().type).toBe('java21');
    expect(f.executionBackend.java().build({ version: 17 }).type).toBe('java17');
  });

  test('may be null, 0 or empty; undefined is none', () => {
    const f = fresh(4_002);
    expect(f.executionBackend.build({ language: null }).type).toBe('none3');
    expect(f.executionBackend.build({ language: '', version: 0 }).type).toBe('0');
    const none = { language: undefined };
    expect(f.executionBackend.build(none as object).type).toBe('python3');
  });

  test('is in no column', async () => {
    const backend = await fresh(4_003).executionBackend.create({ language: 'c' });
    expect(Object.keys(backend)).not.toContain('language');
    expect(backend.type).toBe('c3');
  });

  test('of a token user is what the stored hash stands for', async () => {
    const { f } = database.fresh();
    const usual = await f.user.token().create();
    const own = await f.user.token().create({ token: 'open sesame' });
    expect(compareSync('seedbed-token', usual.authToken ?? '')).toBe(true);
    expect(compareSync('open sesame', own.authToken ?? '')).toBe(true);
    const { rows } = await database.client.query(
      `select auth_token = crypt('open sesame', auth_token) as opens, auth_token as hash from "user" where id = $1`,
      [own.id],
    );
    expect(rows).toEqual([{ opens: true, hash: own.authToken }]);
  });
});
