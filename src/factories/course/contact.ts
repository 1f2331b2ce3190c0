import type { Stream } from '../../random/stream.ts';

/** A telephone number that is not assigned: 555-0100 to 555-0199 are set aside for fiction. */
export const fictionalTelephone = (random: Stream): string =>
  `+1-${random.integer(201, 989)}-555-01${digits(random, 2)}`;

/** An address from the ranges that RFC 5737 and RFC 3849 set aside for documentation. */
export function documentationIp(random: Stream): string {
  const host = random.integer(1, 254);
  const network = random.pick(['192.0.2', '198.51.100', '203.0.113', '2001:db8:']);
  return network.includes(':') ? `${network}:${host.toString(16)}` : `${network}.${host}`;
}

const digits = (random: Stream, length: number): string =>
  String(random.integer(0, 10 ** length - 1)).padStart(length, '0');
