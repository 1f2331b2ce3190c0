import { expect, test } from 'vitest';
import { fictionalPostalCode, fictionalTelephone } from '../../../src/factories/course/contact.ts';
import { organization } from '../../../src/factories/course/index.ts';
import { Address } from '../../../src/random/address.ts';
import { keyOf } from '../../../src/random/key.ts';
import { Stream } from '../../../src/random/stream.ts';

const root = Address.root({ seed: 0, now: new Date('2026-01-15T10:00:00Z') });
const random = () => new Stream().rekey(keyOf('contact'));

const forms: Readonly<Record<string, readonly [telephone: RegExp, postalCode: RegExp]>> = {
  Australia: [/^\+61-[2378]-5550-\d{4}$/, /^01\d\d$/],
  Canada: [/^\+1-(204|416|604|902)-555-01\d\d$/, /^Z\d[A-Z] \d[A-Z]\d$/],
  France: [/^\+33-(1-99-00|4-65-71)-\d\d-\d\d$/, /^000\d\d$/],
  Germany: [/^\+49-(30-23125|40-66969|69-90009)-\d{3}$/, /^000\d\d$/],
  Ireland: [/^\+353-20-91\d-\d{4}$/, /^Z\d\d [A-Z]\d\d[A-Z]$/],
  'United Kingdom': [/^\+44-1632-960\d{3}$/, /^ZZ\d \d[A-Z]{2}$/],
  'United States': [/^\+1-(212|312|415)-555-01\d\d$/, /^000\d\d$/],
};

test.each(Object.entries(forms))('%s has numbers and codes that reach nothing', (country, [number, code]) => {
  expect(fictionalTelephone(random(), country)).toMatch(number);
  expect(fictionalPostalCode(random(), country)).toMatch(code);
});

test('a country without numbers for fiction has none', () => {
  expect(fictionalTelephone(random(), 'Atlantis')).toBeNull();
  expect(fictionalPostalCode(random(), null)).toBeNull();
});

test('an organization has the telephone and the postal code of its country', () => {
  const countries = new Set<unknown>();
  for (let n = 0; n < 200; n++) {
    const row = organization.row(root.child('organization', n), {});
    const [number, code] = forms[row.country ?? ''] ?? [];
    expect([row.telephone, row.faxNumber]).toEqual([
      expect.stringMatching(number ?? ''),
      expect.stringMatching(number ?? ''),
    ]);
    expect(row.postalCode).toMatch(code ?? '');
    countries.add(row.country);
  }
  expect(countries.size).toBe(4);
  const german = organization.row(root.child('organization', 0), { country: 'Germany' });
  expect(german.telephone).toMatch(forms['Germany']?.[0] ?? '');
});
