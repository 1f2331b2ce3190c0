import type { Stream } from '../../random/stream.ts';
import { countries } from './words/institutions.ts';

const countryOf = (name: string | null) => countries.find(({ country }) => country === name);

/** A telephone number of that country that is set aside for fiction; null where it has set none aside. */
export function fictionalTelephone(random: Stream, country: string | null): string | null {
  const known = countryOf(country);
  return known ? filled(random, random.pick(known.telephones)) : null;
}

/** A postal code in the form of that country's that is assigned to no place; null where that is not known. */
export function fictionalPostalCode(random: Stream, country: string | null): string | null {
  const known = countryOf(country);
  return known ? filled(random, known.postalCode) : null;
}

/** An address from the ranges that RFC 5737 and RFC 3849 set aside for documentation. */
export function documentationIp(random: Stream): string {
  const host = random.integer(1, 254);
  const network = random.pick(['192.0.2', '198.51.100', '203.0.113', '2001:db8:']);
  return network.includes(':') ? `${network}:${host.toString(16)}` : `${network}.${host}`;
}

/** Other letters look like digits, or are left out by some countries. */
const LETTERS = 'ABCEHKNPRTVWXY'.split('');

/** A pattern in which `#` stands for a digit and `A` for a letter. */
const filled = (random: Stream, pattern: string): string =>
  pattern.replace(/[#A]/g, (place) => (place === '#' ? String(random.integer(0, 9)) : random.pick(LETTERS)));
