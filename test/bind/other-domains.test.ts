import { beforeAll, describe, expect, test } from 'vitest';
import { type BindOptions, bind } from '../../src/bind.ts';
import { defineDomain } from '../../src/domain.ts';
import { boardroom, practice, procurement } from '../../src/domains.ts';
import { Porf, PorfLine } from '../../src/entities/procurement.ts';
import { factory } from '../../src/factories/factory.ts';
import { record } from '../../src/factories/procurement/record.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';

const runs = (() => {
  let run = 0;
  return () => ++run;
})();
const on = ({ client }: FreshDatabase): BindOptions => ({ client, run: runs() });

describe('procurement, whose keys are whole numbers', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase({ template: 'procurement' });
  });

  test('makes forms with lines that add up, each with a key of its own', async () => {
    const f = bind(procurement, on(database));
    const forms = [
      ...(await f.porf.withLines().createMany(3)),
      await f.porf.create({ lines: [{ quantity: 3, unitPrice: '0.10' }] }),
    ];
    expect(forms.at(-1)?.totalValue).toBe('0.30');
    const users = forms.map(({ user }) => user?.id);
    expect(new Set([...users, ...forms.map(({ id }) => id)]).size).toBe(8);
    for (const { user, organisation } of forms) expect(user?.organisation).toBe(organisation);
  });

  test('refuses a line that changes the sum of its form, made before or read', async () => {
    const f = bind(procurement, on(database));
    const porf = await f.porf.withLines(2).create();
    const refusal = { code: 'rule_broken', details: { rule: 'porfs_total_value' } };
    await expect(f.porfLine.create({ porf, unitPrice: '1.00' })).rejects.toMatchObject(refusal);
    const other = bind(procurement, on(database));
    await expect(other.porfLine.create({ porf: porf.id, unitPrice: '1.00' })).rejects.toMatchObject(refusal);
    expect((await other.porfLine.create({ porf: porf.id })).totalPrice).toBe('0.00');
  });

  test('lets a hook look below a row that was only built', async () => {
    const answers: boolean[] = [];
    const asking = factory(PorfLine, {
      parents: { porf: Porf },
      columns: {
        ...record,
        productId: 'p-1',
        productName: 'Chair',
        quantity: 1,
        unitPrice: '0.00',
        totalPrice: '0.00',
      },
      afterCreate: ({ parents, has }) => {
        answers.push(has(PorfLine, { porf: parents.porf.id, quantity: 2 }));
      },
    });
    const domain = defineDomain({ ...procurement, factories: { ...procurement.factories, asking } });
    const f = bind(domain, on(database));
    const porf = f.porf.build();
    f.asking.build({ porf });
    expect(answers).toEqual([false]);
  });

  test('leaves room for the keys that the database gives', async () => {
    const f = bind(procurement, on(database));
    const { id } = await f.organisation.create();
    const { rows } = await database.client.query<{ id: number }>(
      `insert into organisations (name) values ('new') returning id`,
    );
    expect(rows[0]?.id).toBeGreaterThan(id);
  });
});

test('boardroom refuses one more than may take part, read from the database too', async () => {
  const database = await freshDatabase({ template: 'boardroom' });
  const f = bind(boardroom, on(database));
  const session = await f.session.withThreads().create({ boardroom: { maxParticipants: 2 } });
  const second = await f.user.create();
  await f.thread.createMany(3, { session, user: second });
  const other = bind(boardroom, on(database));
  const third = other.thread.create({ session: session.id, user: {} });
  await expect(third).rejects.toMatchObject({
    code: 'rule_broken',
    details: { rule: 'threads_max_participants' },
  });
});

test('practice takes the same twice, but not with another outcome', async () => {
  const database = await freshDatabase({ template: 'practice' });
  const f = bind(practice, on(database));
  const first = await f.submission.failed(0.25).twice().create();
  const { session, payloadSha256, problemId } = first;
  const other = bind(practice, on(database));
  const again = { session: session.id, payloadSha256, problemId };
  await expect(other.submission.create(again)).rejects.toMatchObject({
    details: { rule: 'submissions_same_outcome' },
  });
  expect((await other.submission.failed(0.25).create(again)).hiddenPassed).toBe(2);
});
