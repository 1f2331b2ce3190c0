import { describe, expect, it } from 'vitest';
import { Forest } from './support/forest.ts';
import { onEachServer } from './support/schema.ts';

const chain = { root: 'r', child: 'r.c', grandchild: 'r.c.g', leaf: 'r.c.g.l' };
const day = '2024-05-01';
const later = '2024-06-01';

function all(date: string): Record<string, string> {
  return Object.fromEntries(Object.keys(chain).map((name) => [name, date]));
}

onEachServer((db) => {
  const forest = new Forest(db);
  const archive = (path: string, date = day) =>
    forest.change(`archived_at = '${date} 12:00+00'`, `path = '${path}' and organization_type = 'community'`);
  const restore = (path: string) =>
    forest.change('archived_at = null', `path = '${path}' and organization_type = 'community'`);

  describe('archiving', () => {
    it('archives the descendants, however deep, on the same date', async () => {
      await forest.plant(chain);
      await archive('r');
      await forest.expectArchived(all(day));
    });

    it('leaves ancestors, siblings and namesakes alive', async () => {
      await forest.plant({ ...chain, sibling: 'r.cc', other: 'c', below: 'c.g' });
      await archive('r.c');
      await forest.expectArchived({ child: day, grandchild: day, leaf: day });
    });

    it('keeps the date of those already archived', async () => {
      await forest.plant(chain);
      await archive('r.c.g');
      await archive('r', later);
      await forest.expectArchived({ root: later, child: later, grandchild: day, leaf: day });
    });

    it('reaches the live ones below an archived one', async () => {
      await forest.plant({ root: 'r', leaf: 'r.c.l' });
      await forest.plant({ child: 'r.c' }, { archived_at: `${day} 12:00+00` });
      await archive('r', later);
      await forest.expectArchived({ root: later, child: day, leaf: later });
    });

    it('leaves organizations of another type alive', async () => {
      await forest.plant(chain);
      await forest.plant(chain, { organization_type: 'organization' });
      await archive('r');
      expect(await forest.archived('organization')).toEqual({});
    });

    it('of several levels in one statement, each keeps the date it was given', async () => {
      await forest.plant(chain);
      await forest.change(
        `archived_at = case path when 'r' then '${day} 12:00+00' else '${later} 12:00+00' end::timestamptz`,
        `path in ('r', 'r.c')`,
      );
      expect(await forest.archived()).toMatchObject({ root: day, child: later });
      expect(Object.keys(await forest.archived()).sort()).toEqual(Object.keys(chain).sort());
    });

    it('on another date later is not archiving: the descendants keep theirs', async () => {
      await forest.plant(chain);
      await archive('r');
      await archive('r', later);
      await forest.expectArchived({ ...all(day), root: later });
    });
  });

  describe('restoring', () => {
    it('restores the descendants, whenever they were archived', async () => {
      await forest.plant(chain);
      await archive('r.c.g');
      await archive('r', later);
      await restore('r');
      await forest.expectArchived({});
    });

    it('leaves ancestors, siblings and namesakes archived', async () => {
      await forest.plant({ ...chain, sibling: 'r.cc' });
      await archive('r');
      await restore('r.c');
      await forest.expectArchived({ root: day, sibling: day });
    });

    it('leaves organizations of another type archived', async () => {
      await forest.plant(chain);
      await forest.plant(chain, { organization_type: 'organization', archived_at: `${day} 12:00+00` });
      await archive('r');
      await restore('r');
      await forest.expectArchived({});
      expect(await forest.archived('organization')).toMatchObject(all(day));
    });

    it('what is alive already: nothing changes', async () => {
      await forest.plant(chain);
      await archive('r.c');
      await restore('r');
      await forest.expectArchived({ child: day, grandchild: day, leaf: day });
    });
  });

  describe('with a move in the same statement', () => {
    const moved = { root: 'x', child: 'x.c', grandchild: 'x.c.g', leaf: 'x.c.g.l' };

    it('moves and archives the descendants', async () => {
      await forest.plant(chain);
      await forest.change(`path = 'x', archived_at = '${day} 12:00+00'`, `path = 'r'`);
      await forest.expectPaths(moved);
      await forest.expectArchived(all(day));
    });

    it('moves and restores the descendants', async () => {
      await forest.plant(chain);
      await archive('r');
      await forest.change(`path = 'x', archived_at = null`, `path = 'r'`);
      await forest.expectPaths(moved);
      await forest.expectArchived({});
    });

    it('leaves those alive that stand where the organization was', async () => {
      await forest.plant({ ...chain, heir: 'h', heirChild: 'h.c' });
      await forest.change(`path = 'x', archived_at = '${day} 12:00+00'`, `path = 'r'`);
      await forest.change(`path = 'r'`, `path = 'h'`);
      await forest.expectArchived(all(day));
      await forest.expectPaths({ ...moved, heir: 'r', heirChild: 'r.c' });
    });
  });

  it('a move alone archives nothing', async () => {
    await forest.plant({ ...chain, host: 'h' });
    await archive('r.c');
    await forest.change(`path = 'h.r'`, `path = 'r'`);
    await forest.expectArchived({ child: day, grandchild: day, leaf: day });
  });
});
