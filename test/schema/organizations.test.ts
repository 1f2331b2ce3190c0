import { describe, expect, it } from 'vitest';
import { a, b, idOf, insert, insertAnother, sample } from './support/samples.ts';
import { breaksCheck, breaksTrigger, missesParent, notInEnum, onEachServer } from './support/schema.ts';
import { insertRow, type Row, remove, sql, update } from './support/statement.ts';

const ofUser = { organization_type: 'user', title: null, user_id: a.user };

/** The n-th organization, at this path. */
const at = (n: number, path: string, given: Row = {}) =>
  insertRow('organization', { ...sample('organization', n, a), path, ...given });

onEachServer((db) => {
  const pathOf = async (id: string) =>
    (await db.row<{ path: string }>('select path::text from organization where id = $1', id)).path;

  describe('who it belongs to', () => {
    it('organization_user_condition', async () => {
      const refusal = breaksCheck('organization_user_condition');
      await db.refuses(refusal, insert('organization', { ...ofUser, user_id: null }));
      await db.refuses(refusal, insert('organization', { user_id: a.user }));
      await db.refuses(refusal, insert('organization', { organization_type: 'community', user_id: a.user }));
      await db.refuses(refusal, update('organization', { id: a.organization }, { user_id: a.user }));
      await db.accepts(insert('organization', ofUser));
      await db.accepts(insert('organization', { organization_type: 'community' }));
    });

    it('organization_title_condition', async () => {
      const refusal = breaksCheck('organization_title_condition');
      await db.refuses(refusal, insert('organization', { ...ofUser, title: 'Ada' }));
      await db.refuses(refusal, insert('organization', { title: null }));
      await db.refuses(refusal, insert('organization', { organization_type: 'community', title: null }));
      await db.accepts(insert('organization', ofUser));
      await db.accepts(insert('organization', { title: '' }));
    });

    it('the path of a user’s organization is the user’s id without hyphens', async () => {
      const id = idOf('organization', 3);
      await db.run(insert('organization', { ...ofUser, path: 'ignored' }));
      expect(await pathOf(id)).toBe(a.user.replaceAll('-', ''));
      await db.run(update('organization', { id }, { path: 'ignored' }));
      expect(await pathOf(id)).toBe(a.user.replaceAll('-', ''));
      await db.run(update('organization', { id }, { user_id: b.user }));
      expect(await pathOf(id)).toBe(b.user.replaceAll('-', ''));
    });

    it('it needs no path then', async () => {
      await db.run(insert('organization', { ...ofUser, path: null }));
      expect(await pathOf(idOf('organization', 3))).toBe(a.user.replaceAll('-', ''));
    });

    it('a user who does not exist is the foreign key’s business', async () => {
      const nobody = { ...ofUser, user_id: idOf('user', 999) };
      await db.refuses(missesParent('organization_user_id_fkey'), insert('organization', nobody));
    });

    it('any other path is kept as given', async () => {
      await db.run(insert('organization', { path: 'given' }));
      expect(await pathOf(idOf('organization', 3))).toBe('given');
    });
  });

  describe('organization_valid_path', () => {
    it.each(['A', 'aB', 'a_b', '_a', 'a_', `a${'0'.repeat(63)}`])('no label %s', async (label) => {
      const refusal = breaksTrigger('organization_valid_path');
      await db.refuses(refusal, insert('organization', { path: label }));
      await db.refuses(refusal, insert('organization', { path: `${label}.a` }));
      await db.refuses(refusal, insert('organization', { path: `org1.${label}` }));
      await db.refuses(refusal, update('organization', { id: a.organization }, { path: label }));
    });

    it.each(['a', '0', 'a0b', `a${'0'.repeat(62)}`])('label %s', async (label) => {
      await db.accepts(insert('organization', { path: label }));
      await db.accepts(insert('organization', { path: `org1.${label}` }));
      await db.accepts(update('organization', { id: a.organization }, { path: label }));
    });

    it('hyphens, where ltree has them (PostgreSQL 16 and later)', async () => {
      const outer = ['-a', 'a-', '-'];
      if (db.version < 16) {
        const syntax = { sqlstate: '42601' };
        for (const path of ['a-b', ...outer]) await db.refuses(syntax, insert('organization', { path }));
        return;
      }
      const refusal = breaksTrigger('organization_valid_path');
      for (const path of outer) await db.refuses(refusal, insert('organization', { path }));
      await db.accepts(insert('organization', { path: 'a-b' }));
    });

    it.each(['org1.org1', 'org1.a', 'org1.a.b'])('no move below itself, to %s', async (path) => {
      const refusal = breaksTrigger('organization_valid_path');
      const child = at(3, 'org1.a');
      await db.refuses(refusal, child, update('organization', { id: a.organization }, { path }));
    });

    it.each(['org1', 'org11', 'org2.org1', 'a.org1'])('a move to %s', async (path) => {
      await db.accepts(at(3, 'a'), update('organization', { id: a.organization }, { path }));
    });
  });

  describe('parent_path', () => {
    it('is the path without its last label, null for a root', async () => {
      await db.run(at(3, 'org1.a'));
      await db.run(at(4, 'org1.a.b'));
      const found = await db.rows(
        'select path::text, parent_path::text as parent from organization order by organization.path',
      );
      expect(found).toEqual([
        { path: 'org1', parent: null },
        { path: 'org1.a', parent: 'org1' },
        { path: 'org1.a.b', parent: 'org1.a' },
        { path: 'org2', parent: null },
      ]);
    });

    it('is generated: it cannot be given', async () => {
      await db.refuses({ sqlstate: '428C9' }, insert('organization', { parent_path: 'org1' }));
      const stored = await db.row(
        `select attgenerated from pg_attribute where attrelid = 'organization'::regclass and attname = 'parent_path'`,
      );
      expect(stored).toEqual({ attgenerated: 's' });
    });

    it('follows a move', async () => {
      await db.run(at(3, 'org1.a'));
      await db.run(update('organization', { id: idOf('organization', 3) }, { path: 'org2.a' }));
      expect(await db.row(`select parent_path::text from organization where path = 'org2.a'`)).toEqual({
        parent_path: 'org2',
      });
    });
  });

  describe('fk_organization_parent', () => {
    it('is deferrable, initially deferred, cascades on delete and does nothing on update', async () => {
      const found = await db.row(
        `select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'fk_organization_parent'`,
      );
      expect(found['definition']).toBe(
        'FOREIGN KEY (organization_type, parent_path) REFERENCES organization(organization_type, path)' +
          ' ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
      );
    });

    it('refuses an organization without its parent', async () => {
      const refusal = missesParent('fk_organization_parent');
      await db.refuses(refusal, insert('organization', { path: 'nowhere.a' }));
      await db.refuses(refusal, insert('organization', { path: 'org1.a.b' }));
      await db.refuses(refusal, insert('organization', { organization_type: 'community', path: 'org1.a' }));
      await db.refuses(
        refusal,
        at(3, 'org1.a'),
        update('organization', { id: idOf('organization', 3) }, { path: 'nowhere.a' }),
      );
      await db.accepts(insert('organization', { path: 'org1.a' }));
    });

    it('waits for the end of the transaction', async () => {
      await db.accepts(at(3, 'late.a'), at(4, 'late'));
    });

    it('takes the descendants of the same type along', async () => {
      await db.run(at(3, 'org1.a'));
      await db.run(at(4, 'org1.a.b'));
      await db.run(at(5, 'org1', { organization_type: 'community' }));
      await db.run(at(6, 'org1.a', { organization_type: 'community' }));
      await db.run(remove('course_family', { organization_id: a.organization }));
      await db.run(remove('organization', { id: a.organization }));
      const left = await db.rows(
        'select organization_type as type, path::text from organization order by 1, 2',
      );
      expect(left).toEqual([
        { type: 'community', path: 'org1' },
        { type: 'community', path: 'org1.a' },
        { type: 'organization', path: 'org2' },
      ]);
    });
  });

  it('organization_type has no other label', async () => {
    await db.refuses(notInEnum, insert('organization', { organization_type: 'company' }));
  });

  it('two organizations of one type have two paths', async () => {
    const key = { sqlstate: '23505', constraint: 'organization_organization_type_path_key' };
    await db.refuses(key, at(3, 'org1.a'), insertAnother('organization', { path: 'org1.a' }));
    await db.refuses(key, sql(`update organization set path = 'org1' where path = 'org2'`));
    await db.accepts(at(3, 'org1.a'), insertAnother('organization', { path: 'org1.b' }));
  });
});
