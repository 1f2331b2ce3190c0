import { emoji, emojiSequences } from '../../../factories/course/words/emoji.ts';

/** A text again and again until it has so many characters, as PostgreSQL counts them: by code points. */
export function longest(limit: number, text: string): string {
  const characters = [...text];
  return Array.from({ length: limit }, (_, i) => characters[i % characters.length]).join('');
}

/** Ninety characters of Latin, Greek, Arabic, Han and emoji: of one to four bytes, and of both directions. */
export const mixed = 'The longest text that fits, Ελληνικά, مرحبا بالعالم, 你好世界, 👩🏽‍🎓 and on it goes… ';

export const everyEmoji = [emoji, ...emojiSequences].join('');

/** Text that runs from right to left, alone, with numbers and Latin words, and where it was told to. */
export const rightToLeft = [
  'שיעור ראשון: מבוא לתכנות',
  'الدرس ١٢: القوائم والحلقات (for, while)',
  'گروه درس «Python 3»، دوشنبه ساعت ۱۰:۱۵',
  'Assignment 3 – תרגיל 3 – التمرين ٣',
  '\u202eturned around\u202c, and back',
  '\u2067ילדים\u2069 and \u2066children\u2069',
] as const;

/** Texts over which a program may stumble, none of them equal to another. */
export const pitfalls = [
  '',
  ' ',
  ' spaces around ',
  'tab\tand\nline\r\nbreaks',
  'back\\slash, \\N and \\.',
  `quotes ' " \` “ ” « »`,
  `'; drop table "user"; --`,
  '<script>alert("&amp;")</script>',
  `{{ template }} \${value} %s %d`,
  'null',
  'NULL',
  'undefined',
  'NaN',
  '0',
  'false',
  '1e400',
  '=1+1',
  '../../etc/passwd',
  'e\u0301 is not é, and ﬁ is one letter',
  'İstanbul, ISTANBUL, ıstanbul, straße, STRASSE',
  'Z\u0351\u036b\u0343a\u0329\u0321l\u0368\u030eg\u0353\u033fo\u0359\u0305',
  'zero\u200bwidth\u200dand\ufeffno-break\u00a0space',
  '\u0001 control \u007f characters \u009f',
  '\ud83d\ude00\u{10ffff}\ufffd',
] as const;

/** A mail address as long as any may be: 64 characters, the @, and 255 of a host that is not there. */
export const longestMail = (name: string): string =>
  `${longest(64, name)}@${longest(243, 'a-very-long-label-in-a-host-name-that-reaches-nobody.')}.example.org`;

export const longestUrl = `https://example.org/${longest(2_028, 'pa%C3%9F/')}`;

/** JSON in every shape, to the depth of some levels. */
export const document = {
  text: mixed,
  empty: ['', {}, []],
  numbers: [0, -1, 0.1, 1e21, 5e-324, Number.MAX_SAFE_INTEGER],
  flags: [true, false, null],
  'key with "quotes", \\ and \n': { deep: { deeper: { deepest: [[[[]]]] } } },
} as const;
