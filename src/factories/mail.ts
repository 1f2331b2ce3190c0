const FOLDED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A text as it may stand in a mail address or a user name: lower-case letters and digits only. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => FOLDED[letter] ?? '')
    .replace(/[^a-z0-9]/g, '');

/** Names as a part of an address; of a name in another script nothing is left. */
export const dotted = (...names: string[]): string =>
  names
    .map(plain)
    .filter((name) => name !== '')
    .join('.');
