import { isIPv4, isIPv6 } from 'node:net';

/**
 * An IP address, with or without a network mask, as PostgreSQL's `inet` writes it; undefined where it is none.
 *
 * @example inetText('2001:DB8:0::1/128') // '2001:db8::1'
 */
export function inetText(text: string): string | undefined {
  const [address = '', mask, ...rest] = text.split('/');
  const bits = isIPv4(address) ? 32 : 128;
  const host = bits === 32 ? address : ipv6Text(address);
  if (host === undefined || rest.length > 0) return undefined;
  if (mask === undefined) return host;
  if (!/^\d{1,3}$/.test(mask) || Number(mask) > bits) return undefined;
  return Number(mask) === bits ? host : `${host}/${Number(mask)}`;
}

function ipv6Text(address: string): string | undefined {
  if (!isIPv6(address) || address.includes('%')) return undefined;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  // An IPv4 address within is written as one.
  const within = /^::(ffff:)?([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short);
  if (!within) return short;
  const [, prefix = '', high = '', low = ''] = within;
  const [one, two] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return `::${prefix}${one >> 8}.${one & 255}.${two >> 8}.${two & 255}`;
}
