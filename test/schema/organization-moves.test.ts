import { describe, expect, it } from 'vitest';
import { Forest } from './support/forest.ts';
import { breaksTrigger, breaksUnique, onEachServer } from './support/schema.ts';
import { sql } from './support/statement.ts';

const chain = { root: 'r', child: 'r.c', grandchild: 'r.c.g', leaf: 'r.c.g.l' };

function reversed(paths: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).reverse());
}

onEachServer((db) => {
  const forest = new Forest(db);

  describe('one organization moves', () => {
    it('its descendants follow, however deep', async () => {
      await forest.plant(chain);
      await forest.change(`path = 'x'`, `path = 'r'`);
      await forest.expectPaths({ root: 'x', child: 'x.c', grandchild: 'x.c.g', leaf: 'x.c.g.l' });
    });

    it('siblings and namesakes stay', async () => {
      await forest.plant({ ...chain, sibling: 'r.cc', cousin: 'r.cc.c', other: 'c', below: 'c.c' });
      await forest.change(`path = 'r.d'`, `path = 'r.c'`);
      await forest.expectPaths({
        root: 'r',
        child: 'r.d',
        grandchild: 'r.d.g',
        leaf: 'r.d.g.l',
        sibling: 'r.cc',
        cousin: 'r.cc.c',
        other: 'c',
        below: 'c.c',
      });
    });

    it('to another parent, up and down', async () => {
      await forest.plant({ ...chain, host: 'h', guest: 'h.i' });
      await forest.change(`path = 'h.i.c'`, `path = 'r.c'`);
      const moved = { host: 'h', guest: 'h.i', root: 'r', child: 'h.i.c' };
      await forest.expectPaths({ ...moved, grandchild: 'h.i.c.g', leaf: 'h.i.c.g.l' });
      await forest.change(`path = 'l'`, `path = 'h.i.c.g.l'`);
      await forest.expectPaths({ ...moved, grandchild: 'h.i.c.g', leaf: 'l' });
      await forest.change(`path = 'c'`, `path = 'h.i.c'`);
      await forest.expectPaths({ ...moved, child: 'c', grandchild: 'c.g', leaf: 'l' });
    });

    it('organizations of another type stay', async () => {
      await forest.plant(chain);
      await forest.plant(chain, { organization_type: 'organization' });
      await forest.change(`path = 'x'`, `path = 'r' and organization_type = 'community'`);
      await forest.expectPaths({ root: 'x', child: 'x.c', grandchild: 'x.c.g', leaf: 'x.c.g.l' });
      expect(await forest.paths('organization')).toMatchObject(chain);
    });

    it('organization_valid_path: not below itself, by whatever detour', async () => {
      await forest.plant(chain);
      const refusal = breaksTrigger('organization_valid_path');
      await db.refuses(refusal, sql(`update organization set path = 'r.c.r' where path = 'r'`));
      await db.refuses(refusal, sql(`update organization set path = 'r.x' where path = 'r'`));
      await db.accepts(sql(`update organization set path = 'rr' where path = 'r'`));
    });

    it('a place that is taken refuses it', async () => {
      await forest.plant({ ...chain, taken: 't' });
      const refusal = breaksUnique('organization_organization_type_path_key');
      await db.refuses(refusal, sql(`update organization set path = 't' where path = 'r'`));
    });

    it('to where it stands: nothing moves', async () => {
      await forest.plant(chain);
      await forest.change('path = path', `path <@ 'r'`);
      await forest.expectPaths(chain);
    });
  });

  describe.each([
    ['parents first', (paths: Record<string, string>) => paths],
    ['children first', reversed],
  ] as const)('several levels in one statement, %s', (_, ordered) => {
    it('all of them named', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.change(`path = ('x' || path::text)::ltree`, `path <@ 'r'`);
      await forest.expectPaths({ root: 'xr', child: 'xr.c', grandchild: 'xr.c.g', leaf: 'xr.c.g.l' });
    });

    it('below another root', async () => {
      await forest.plant(ordered({ ...chain, host: 'h' }));
      await forest.change(`path = 'h'::ltree || path`, `path <@ 'r'`);
      await forest.expectPaths({
        host: 'h',
        root: 'h.r',
        child: 'h.r.c',
        grandchild: 'h.r.c.g',
        leaf: 'h.r.c.g.l',
      });
    });

    it('a root and, in its old place, a child: those not named follow', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.change(`path = case path when 'r' then 'x' else 'r.d' end::ltree`, `path in ('r', 'r.c')`);
      await forest.expectPaths({ root: 'x', child: 'x.d', grandchild: 'x.d.g', leaf: 'x.d.g.l' });
    });

    it('a root and, in its new place, a child: those not named follow', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.change(`path = case path when 'r' then 'x' else 'x.d' end::ltree`, `path in ('r', 'r.c')`);
      await forest.expectPaths({ root: 'x', child: 'x.d', grandchild: 'x.d.g', leaf: 'x.d.g.l' });
    });

    it('a root and a grandchild: the child between them follows', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.change(
        `path = case path when 'r' then 'x' else 'x.c.h' end::ltree`,
        `path in ('r', 'r.c.g')`,
      );
      await forest.expectPaths({ root: 'x', child: 'x.c', grandchild: 'x.c.h', leaf: 'x.c.h.l' });
    });

    it('a root, and a stranger to where its child was: the stranger follows', async () => {
      await forest.plant(ordered({ ...chain, stranger: 's', companion: 's.t' }));
      await forest.change(`path = case path when 'r' then 'x' else 'r.c.s' end::ltree`, `path in ('r', 's')`);
      const moved = { root: 'x', child: 'x.c', grandchild: 'x.c.g', leaf: 'x.c.g.l' };
      await forest.expectPaths({ ...moved, stranger: 'x.c.s', companion: 'x.c.s.t' });
    });

    it('every second level away to places of their own', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.change(
        `path = case path when 'r.c' then 'c' else 'l' end::ltree`,
        `path in ('r.c', 'r.c.g.l')`,
      );
      await forest.expectPaths({ root: 'r', child: 'c', grandchild: 'c.g', leaf: 'l' });
    });

    it('a chain turned round', async () => {
      await forest.plant(ordered({ parent: 'p', child: 'p.c', leaf: 'p.c.l' }));
      await forest.change(
        `path = case path when 'p.c' then 'c' else 'c.p' end::ltree`,
        `path in ('p', 'p.c')`,
      );
      await forest.expectPaths({ parent: 'c.p', child: 'c', leaf: 'c.l' });
    });

    it('trees of two types at once', async () => {
      await forest.plant(ordered({ ...chain }));
      await forest.plant(ordered({ ...chain }), { organization_type: 'organization' });
      await forest.change(`path = (organization_type::text || 'x')::ltree`, `path = 'r'`);
      await forest.expectPaths({
        root: 'communityx',
        child: 'communityx.c',
        grandchild: 'communityx.c.g',
        leaf: 'communityx.c.g.l',
      });
      expect(await forest.paths('organization')).toMatchObject({ leaf: 'organizationx.c.g.l' });
    });
  });

  describe('one takes the other’s place', () => {
    const pair = { second: 'b', first: 'a', secondChild: 'b.y', firstChild: 'a.x' };

    it('in one statement, each with its own children', async () => {
      await forest.plant(pair);
      await forest.change(`path = case path when 'b' then 'c' else 'b' end::ltree`, `path in ('a', 'b')`);
      await forest.expectPaths({ second: 'c', first: 'b', secondChild: 'c.y', firstChild: 'b.x' });
    });

    it.each([
      ['first', 'nestloop'],
      ['first', 'hashjoin'],
      ['second', 'nestloop'],
      ['second', 'hashjoin'],
    ])(
      'in one statement, with namesakes below, the %s one’s planted first, without %s',
      async (order, join) => {
        // Whichever plan the server finds, no child takes a place before the other one has left it.
        await db.client.query(`set local jit = off; set local enable_${join} = off`);
        const children = { firstChild: 'a.x', secondChild: 'b.x' };
        await forest.plant({
          second: 'b',
          first: 'a',
          ...(order === 'first' ? children : reversed(children)),
        });
        await forest.plant({ firstLeaf: 'a.x.l', secondLeaf: 'b.x.l' });
        await forest.change(`path = case path when 'b' then 'c' else 'b' end::ltree`, `path in ('a', 'b')`);
        await forest.expectPaths({
          second: 'c',
          first: 'b',
          secondChild: 'c.x',
          firstChild: 'b.x',
          secondLeaf: 'c.x.l',
          firstLeaf: 'b.x.l',
        });
      },
    );

    it('a third one, moved below that place by the same statement, stays with the heir', async () => {
      await forest.plant({ second: 'b', first: 'a', third: 'd', companion: 'd.e', child: 'b.y' });
      await forest.change(
        `path = case path when 'b' then 'c' when 'a' then 'b' else 'b.w' end::ltree`,
        `path in ('a', 'b', 'd')`,
      );
      const places = { second: 'c', child: 'c.y', first: 'b', third: 'b.w', companion: 'b.w.e' };
      await forest.expectPaths(places);
    });

    it('by a detour, with namesakes below', async () => {
      await forest.plant({ first: 'a', firstChild: 'a.x', second: 'b', secondChild: 'b.x' });
      await forest.change(`path = 'aside'`, `path = 'a'`);
      await forest.change(`path = 'a'`, `path = 'b'`);
      await forest.change(`path = 'b'`, `path = 'aside'`);
      await forest.expectPaths({ first: 'b', firstChild: 'b.x', second: 'a', secondChild: 'a.x' });
    });
  });

  it('the courses of a moved organization stay with it', async () => {
    await forest.change(`path = 'elsewhere'`, `path = 'org1'`);
    const found = await db.rows(
      'select organization.path::text from course join organization on organization.id = organization_id order by 1',
    );
    expect(found).toEqual([{ path: 'elsewhere' }, { path: 'org2' }]);
  });
});
