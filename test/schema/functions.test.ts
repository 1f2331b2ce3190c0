import { describe, expect, it } from 'vitest';
import { onEachServer } from './support/schema.ts';

const labels = {
  valid: ['a', '0', 'abc', 'a1', '1a', 'a-b', 'a--b', '0-0'],
  invalid: ['', '-', '-a', 'a-', 'A', 'aB', 'a_b', '_a', 'a.b', 'a b', ' a', 'a\n', 'ä'],
};

const slugs = {
  valid: [...labels.valid, 'a_b', 'a_-b', 'a__b', '0_0'],
  invalid: ['', '-', '_', '-a', '_a', 'a-', 'a_', 'A', 'aB', 'a.b', 'a b', ' a', 'a\n', 'ä'],
};

onEachServer((db) => {
  describe.each([
    ['ctutor_valid_label', labels],
    ['ctutor_valid_slug', slugs],
  ] as const)('%s', (name, { valid, invalid }) => {
    const answers = async (values: readonly string[]) => {
      const rows = await db.rows<{ value: string; valid: boolean }>(
        `select value, ${name}(value) as valid from unnest($1::text[]) value`,
        values,
      );
      return rows.filter((row) => row.valid).map(({ value }) => value);
    };

    it('accepts', async () => {
      expect(await answers(valid)).toEqual(valid);
    });

    it('refuses', async () => {
      expect(await answers(invalid)).toEqual([]);
    });
  });

  it('every function has its search_path pinned', async () => {
    const found = await db.rows<{ name: string; config: string[] | null }>(
      `select proname as name, proconfig as config from pg_proc
        where pronamespace in ('public'::regnamespace, 'interfaces'::regnamespace)
          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`,
    );
    const names = found.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'ctutor_valid_label',
        'ctutor_valid_slug',
        'ctutor_update_timestamps',
        'ctutor_prevent_builtin_deletion',
      ]),
    );
    const pinned = names.map((name) => ({ name, config: ['search_path=pg_catalog, pg_temp'] }));
    expect(found).toEqual(pinned);
  });

  it('the rules hold under any search_path of the caller', async () => {
    await db.client.query('set local search_path = pg_catalog');
    const answer = await db.row(`select public.ctutor_valid_slug('a_b') as valid`);
    expect(answer).toEqual({ valid: true });
    await db.client.query(
      `insert into public."user" (username, auth_token) values ('path', 'secret');
       insert into public.organization (organization_type, title, path) values ('community', 'Root', 'root')`,
    );
    const stored = await db.row(
      `select public.crypt('secret', auth_token) = auth_token as hashed from public."user" where username = 'path'`,
    );
    expect(stored).toEqual({ hashed: true });
  });

  it('the extensions are there', async () => {
    const found = await db.rows(
      `select extname as name from pg_extension where extname <> 'plpgsql' order by extname`,
    );
    expect(found.map(({ ['name']: name }) => name)).toEqual(['citext', 'ltree', 'pgcrypto', 'uuid-ossp']);
  });

  it('the enums have these labels in this order', async () => {
    const found = await db.rows(
      `select typname as type, string_agg(enumlabel, ' ' order by enumsortorder) as labels
         from pg_enum join pg_type on pg_type.oid = enumtypid group by typname order by typname`,
    );
    expect(found).toEqual([
      { type: 'codeability_message_type', labels: 'note message' },
      {
        type: 'ctutor_color',
        labels:
          'red orange amber yellow lime green emerald teal cyan sky blue indigo violet purple fuchsia pink rose',
      },
      { type: 'ctutor_group_type', labels: 'fixed dynamic' },
      { type: 'organization_type', labels: 'user community organization' },
      { type: 'user_type', labels: 'user db token' },
    ]);
  });
});
