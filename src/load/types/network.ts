import { isIPv4 } from 'node:net';
import { inetText } from './inet.ts';
import { textType } from './value-type.ts';

export const inet = textType('an IP address as PostgreSQL writes it', (value) => inetText(value) === value);

export const cidr = textType('a network as PostgreSQL writes it, such as 192.0.2.0/24', isNetwork);

/** With its mask, and nothing behind it. */
function isNetwork(text: string): boolean {
  const [address = '', mask = ''] = text.split('/');
  const isFull = mask === (isIPv4(address) ? '32' : '128');
  if (inetText(text) !== (isFull ? address : text) || mask === '') return false;
  return /^0*$/.test(bitsOf(address).slice(Number(mask)));
}

function bitsOf(address: string): string {
  const inBits = (text: string, radix: number, length: number): string =>
    Number.parseInt(text, radix).toString(2).padStart(length, '0');
  if (isIPv4(address))
    return address
      .split('.')
      .map((part) => inBits(part, 10, 8))
      .join('');
  // An IPv4 address at the end takes two groups.
  const plain = address.replace(/[\d.]+\.[\d.]+$/, (end) => {
    const [a = 0, b = 0, c = 0, d = 0] = end.split('.').map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [first = [], last = []] = plain.split('::').map((half) => half.split(':').filter(Boolean));
  const groups = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return groups.map((group) => inBits(group, 16, 16)).join('');
}

const pairs = (count: number): RegExp => new RegExp(`^[0-9a-f]{2}(:[0-9a-f]{2}){${count - 1}}$`);

const [SIX, EIGHT] = [pairs(6), pairs(8)];

export const macaddr = textType('six bytes as 08:00:2b:01:02:03', (value) => SIX.test(value));

export const macaddr8 = textType('eight bytes as 08:00:2b:01:02:03:04:05', (value) => EIGHT.test(value));
