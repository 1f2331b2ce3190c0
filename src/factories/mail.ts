/** Letters that Unicode does not take for others with marks, and those with umlauts as Germans write them without. */
const FOLDED: Readonly<Record<string, string>> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  ...{ æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
};

/** A text as it may stand in a mail address or a user name: lower-case letters and digits of ASCII only. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[äöüßæœøłđðþı]/g, (letter) => FOLDED[letter] ?? '')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');

/** Names as a part of an address; of a name in another script nothing is left. */
export const dotted = (...names: string[]): string =>
  names
    .map(plain)
    .filter((name) => name !== '')
    .join('.');
