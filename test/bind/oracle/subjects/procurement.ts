import type { MikroORM } from '@mikro-orm/postgresql';
import { bind } from '../../../../src/bind.ts';
import { procurement } from '../../../../src/domains.ts';
import { Organisation, Porf, PorfLine, Session, User } from '../../../../src/entities/procurement.ts';
import type { EntityClass } from '../../../../src/entities/row.ts';
import { base, type Case, nested, one, value } from '../case.ts';
import type { Base, Subject } from '../subject.ts';

async function fill(orm: MikroORM): Promise<Base> {
  const f = bind(procurement, { em: orm.em.fork(), run: 9 });
  const organisations = await f.organisation.createMany(2);
  const [first, second] = organisations;
  const users = [
    await f.user.create({ organisation: first ?? {} }),
    await f.user.create({ organisation: second ?? {} }),
    await f.user.freelance().create(),
  ];
  const [user] = users;
  const porfs = [
    await f.porf.create({ user: user ?? {} }),
    await f.porf.withLines(2).create({ user: user ?? {} }),
    await f.porf.withoutUser().create({ organisation: second ?? {} }),
  ];
  return new Map<EntityClass, readonly object[]>([
    [Organisation, organisations],
    [User, users],
    [Session, [await f.session.create({ user: user ?? {} })]],
    [Porf, porfs],
    [PorfLine, []],
  ]);
}

const contradictions: readonly Case[] = [
  one('session', { expiresAt: value(new Date('2025-01-01T00:00:00Z')) }),
  one('porf', { status: value('lost') }),
  one('porf', { totalValue: value('1.00') }),
  one('porf', { totalValue: value('1.00') }, { traits: ['withLines'] }),
  one('porf', { user: base(0), organisation: base(1) }),
  one('porf', { user: base(0, 'key'), organisation: base(1, 'key') }),
  one('porf', { user: base(2), organisation: base(0) }),
  one('porf', { organisation: base(0), user: nested({ organisation: base(1) }) }),
  one('porfLine', { quantity: value(0) }),
  one('porfLine', { quantity: value(-1) }),
  one('porfLine', { unitPrice: value('-1.00') }),
  one('porfLine', { unitPrice: value('-1.00'), totalPrice: value('0.00') }),
  one('porfLine', { totalPrice: value('-1.00') }),
  one('porfLine', { unitPrice: value('1.00') }),
  one('porfLine', { totalPrice: value('1.00') }),
  one('porfLine', { porf: base(1), unitPrice: value('1.00') }),
  one('porfLine', { porf: base(1, 'key'), unitPrice: value('1.00') }),
  one('porfLine', { porf: base(0), unitPrice: value('99999999.99'), quantity: value(2) }),
];

const amounts = ['0.00', '1.00', '-1.00', '21.45', '99999999.99'];

export const procurementSubject: Subject = {
  domain: procurement,
  fill,
  contradictions,
  first: { user: { organisation: base(0) } },
  special: {
    'porfs.status': ['draft', 'pending', 'approved', 'rejected', 'cancelled', 'lost', ''],
    'porfs.total_value': amounts,
    'porf_lines.quantity': [0, 1, 2, -1],
    'porf_lines.unit_price': amounts,
    'porf_lines.total_price': amounts,
  },
  held: ['organisation', 'user', 'porf'],
  violations: {
    sessions_expiry: 'select from sessions where not expires_at > created_at',
    porfs_organisation: `select from porfs p join users u on u.id = p.user_id
      where p.organisation_id <> coalesce(u.organisation_id, 0)`,
    porfs_total_value: `select from porfs p
      where total_value <> (select coalesce(sum(total_price), 0) from porf_lines l where l.porf_id = p.id)`,
    porf_lines_product: 'select from porf_lines where total_price / quantity <> unit_price and quantity <> 0',
  },
  deriving: new Set(),
  overwritten: new Set(),
  implied: new Set(),
};
