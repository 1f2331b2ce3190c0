import { describe, expect, it } from 'vitest';
import { a, b, guest, idOf, insert } from './support/samples.ts';
import { breaksCheck, breaksTrigger, missesParent, onEachServer } from './support/schema.ts';
import { remove, sql, update } from './support/statement.ts';

onEachServer((db) => {
  describe('role', () => {
    it('builtin_id_must_start_with_underscore', async () => {
      const refusal = breaksCheck('builtin_id_must_start_with_underscore');
      await db.refuses(refusal, insert('role', { id: 'auditor', builtin: true }));
      await db.refuses(refusal, update('role', { id: a.role }, { builtin: true }));
      await db.accepts(insert('role', { id: '_auditor', builtin: true }));
      await db.accepts(insert('role', { id: 'auditor', builtin: false }));
    });

    it.each(['_', '__', '__a', '_-a', '_a-', '_a_', '_A', '_a b', '_a.b'])(
      'id_label_valid: no builtin role %s',
      async (id) => {
        await db.refuses(breaksCheck('id_label_valid'), insert('role', { id, builtin: true }));
      },
    );

    it.each(['', '_', '_auditor', '-a', 'a-', 'a_', 'A', 'a b', 'a.b'])(
      'id_label_valid: no role %j',
      async (id) => {
        await db.refuses(breaksCheck('id_label_valid'), insert('role', { id, builtin: false }));
      },
    );

    it('id_label_valid: the neighbours', async () => {
      for (const id of ['_a', '_0', '_a-b', '_a_b', '_a__0']) {
        await db.accepts(insert('role', { id, builtin: true }));
      }
      for (const id of ['a', '0', 'a-b', 'a_b', 'a--0', 'a'.repeat(50)]) {
        await db.accepts(insert('role', { id, builtin: false }));
      }
    });

    it('a builtin role cannot be deleted', async () => {
      const answer = await db.aside(() =>
        db.run(remove('role', { id: '_admin' })).then(
          () => undefined,
          (error: unknown) => error,
        ),
      );
      // The rule's name is the table's and something of its own.
      expect(answer).toMatchObject({ code: '23514', constraint: expect.stringMatching(/^role_./) });
      const { constraint, message } = answer as { constraint: string; message: string };
      expect(message.startsWith(constraint)).toBe(true);
      expect(message).toContain('_admin');
      await db.refuses({ sqlstate: '23514', constraint, holds: '_' }, sql('delete from role'));
      await db.accepts(remove('role', { id: a.role }));
      await db.accepts(
        insert('role', { id: '_own', builtin: true }),
        update('role', { id: '_own' }, { id: 'own', builtin: false }),
        remove('role', { id: 'own' }),
      );
    });
  });

  describe('user_role and user_group', () => {
    it('a role that people have cannot be deleted', async () => {
      const deletion = remove('role', { id: a.role });
      await db.refuses(db.restricted('user_role_role_id_fkey'), insert('user_role'), deletion);
      await db.accepts(insert('user_role'), remove('user_role', { role_id: a.role }), deletion);
    });

    it('a role that is renamed is renamed for those who have it', async () => {
      await db.run(insert('user_role'));
      await db.run(update('role', { id: a.role }, { id: 'renamed' }));
      expect(await db.rows('select role_id from user_role')).toEqual([{ role_id: 'renamed' }]);
    });

    it('a role that has claims cannot be renamed', async () => {
      const refusal = db.restricted('role_claim_role_id_fkey');
      await db.refuses(refusal, insert('role_claim'), update('role', { id: a.role }, { id: 'renamed' }));
    });

    it('a group that people are in cannot be deleted', async () => {
      const deletion = remove('group', { id: a.group });
      await db.refuses(db.restricted('user_group_group_id_fkey'), insert('user_group'), deletion);
      await db.accepts(insert('user_group'), remove('user_group', { group_id: a.group }), deletion);
    });

    it('a person takes roles and memberships along', async () => {
      await db.run(insert('user_role', { user_id: guest(3) }));
      await db.run(insert('user_group', { user_id: guest(3) }));
      await db.run(remove('user', { id: guest(3) }));
      expect(await db.rows('select user_id from user_role union all select user_id from user_group')).toEqual(
        [],
      );
    });

    it('the link tables name their authors without a foreign key', async () => {
      const nobody = { created_by: idOf('user', 999), updated_by: idOf('user', 999) };
      for (const table of ['role_claim', 'user_role', 'group_claim', 'user_group'] as const) {
        await db.accepts(insert(table, nobody));
      }
    });
  });

  describe('group', () => {
    it.each(['', '-a', 'a-', '_a', 'a_', 'A', 'a b', 'a.b'])('slug_valid: not %j', async (slug) => {
      await db.refuses(breaksCheck('slug_valid'), insert('group', { slug }));
    });

    it.each(['a', '0', 'a-b', 'a_b', 'a--b'])('slug_valid: %j', async (slug) => {
      await db.accepts(insert('group', { slug }));
    });

    it('slugs need not be unique', async () => {
      await db.accepts(insert('group', { slug: 'group-1' }));
    });

    it('group_claim_references_fixed_group', async () => {
      const refusal = breaksTrigger('group_claim_references_fixed_group');
      const toDynamic = update('group', { id: a.group }, { type: 'dynamic' });
      await db.refuses(refusal, insert('group_claim'), toDynamic);
      await db.refuses(refusal, insert('group_claim'), sql(`update "group" set type = 'dynamic'`));
      await db.accepts(toDynamic);
      await db.accepts(insert('group_claim'), remove('group_claim', { group_id: a.group }), toDynamic);
      await db.accepts(insert('group_claim'), update('group', { id: b.group }, { type: 'dynamic' }));
      await db.accepts(
        insert('group_claim'),
        update('group', { id: a.group }, { type: 'fixed', slug: 'other' }),
      );
    });
  });

  describe('group_claim', () => {
    it('group_not_fixed', async () => {
      const refusal = breaksTrigger('group_not_fixed');
      const dynamic = update('group', { id: b.group }, { type: 'dynamic' });
      await db.refuses(refusal, dynamic, insert('group_claim', { group_id: b.group }));
      await db.refuses(
        refusal,
        dynamic,
        insert('group_claim'),
        update('group_claim', { group_id: a.group }, { group_id: b.group }),
      );
      await db.accepts(insert('group_claim', { group_id: b.group }));
      await db.accepts(
        insert('group_claim'),
        update('group_claim', { group_id: a.group }, { group_id: b.group }),
      );
    });

    it('group_not_fixed: a group without a type is not fixed', async () => {
      const untyped = update('group', { id: b.group }, { type: null });
      await db.refuses(
        breaksTrigger('group_not_fixed'),
        untyped,
        insert('group_claim', { group_id: b.group }),
      );
    });

    it('a group that does not exist is the foreign key’s business', async () => {
      const lost = insert('group_claim', { group_id: idOf('group', 999) });
      await db.refuses(missesParent('group_claim_group_id_fkey'), lost);
    });
  });

  it('a claim is given once', async () => {
    const same = { claim_type: 'permissions', claim_value: 'course:list' };
    for (const table of ['role_claim', 'group_claim'] as const) {
      const key = { sqlstate: '23505', constraint: `${table}_pkey` };
      await db.refuses(key, insert(table, same), insert(table, same));
      await db.accepts(insert(table, same), insert(table, { ...same, claim_type: 'views' }));
      await db.accepts(insert(table, same), insert(table, { ...same, claim_value: 'course:get' }));
    }
  });
});
