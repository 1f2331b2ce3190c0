import { dotted } from '../factories/mail.ts';
import type { ColumnContext } from './context.ts';
import words from './sentences.json' with { type: 'json' };

/** What is known of a text column besides its name. */
export interface TextColumn {
  /** The names of all columns of its table, in lower case. */
  readonly columns: readonly string[];
  /** Reads a column of the same row by a pattern for its name; undefined where the table has none above this one. */
  readonly sibling: (pattern: RegExp, context: ColumnContext) => string | undefined;
}

type Text = (context: ColumnContext, column: TextColumn) => string;

const one =
  (list: readonly string[]): Text =>
  ({ random }) =>
    random.pick(list);

const sentence = one(words.sentences);

const paragraph: Text = (context, column) =>
  Array.from({ length: context.random.integer(1, 3) }, () => sentence(context, column)).join(' ');

const firstName: Text = ({ fake }) => fake.person.firstName();
const lastName: Text = ({ fake }) => fake.person.lastName();
const fullName: Text = (context, { sibling }) => {
  const [first, last] = [sibling(FIRST, context), sibling(LAST, context)];
  const { fake } = context;
  return `${first ?? fake.person.firstName()} ${last ?? fake.person.lastName()}`;
};

const FIRST = /^(first|given|fore)_?names?$/;
const LAST = /^(last|family|sur)_?name$/;
const FULL = /^((full|display|real)_?)?name$/;
const USER = /^(user_?name|login|nick_?name|handle|screen_?name)$/;

/** The name of the person that a row is about, as it is in an address. */
function account(context: ColumnContext, { sibling }: TextColumn): string {
  const [first, last] = [sibling(FIRST, context), sibling(LAST, context)];
  const known = first ?? last;
  if (known !== undefined) return dotted(first ?? '', last ?? '');
  const full = sibling(USER, context) ?? sibling(FULL, context);
  const { fake } = context;
  return full === undefined
    ? dotted(fake.person.firstName(), fake.person.lastName())
    : dotted(...full.split(/[ .]+/));
}

const domainName: Text = ({ random }) => random.pick(['example.org', 'example.com', 'example.net']);

const slug: Text = ({ random }) =>
  `${random.pick(words.categories)} ${random.pick(words.subjects)}`.toLowerCase().replace(/ /g, '-');

const code: Text = ({ random }) =>
  `${random.pick('ABCDEFGHKLMNPRSTUVWXYZ'.split(''))}${random.pick('ABCDEFGHKLMNPRSTUVWXYZ'.split(''))}-${random.integer(1_000, 9_999)}`;

/** Digits of base 16, as of a token or a sum. */
const hex =
  (length: number): Text =>
  ({ random }) => {
    let text = '';
    while (text.length < length) text += random.word().toString(16).padStart(8, '0');
    return text.slice(0, length);
  };

const status = one(['active', 'pending', 'closed']);

const isAddress = ({ columns }: TextColumn): boolean =>
  columns.some((name) => /city|town|country/.test(name));
/** Of those who have a mail address, too. */
const isPerson = ({ columns }: TextColumn): boolean =>
  columns.some((name) => FIRST.test(name) || LAST.test(name) || /e_?mail|birth/.test(name));

/** By what a column is called, the first that matches. People have names, most other things titles. */
const byName: readonly (readonly [pattern: RegExp, text: Text])[] = [
  [/e_?mail|^mail$/, (context, column) => `${account(context, column)}@${domainName(context, column)}`],
  [FIRST, firstName],
  [/^middle_?name$|^(middle_?)?initials?$/, ({ fake }) => fake.string.alpha({ length: 1, casing: 'upper' })],
  [LAST, lastName],
  [USER, account],
  [/^(salutation|prefix|honorific)$/, one(['Ms', 'Mr', 'Dr', 'Prof'])],
  [/gender|^sex$/, one(['female', 'male', 'other'])],
  [/phone|mobile|^tel$|^cell$|fax/, ({ random }) => `+1 202 555 01${random.integer(10, 99)}`],
  [/ip_?addr|^ip$|_ip$|remote_addr/, ({ random }) => `192.0.2.${random.integer(1, 254)}`],
  [/user_?agent/, () => 'Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0'],
  [
    /(image|photo|picture|avatar|logo|thumbnail|cover|icon)(_?(url|uri|link|src|path))?$/,
    (context, column) => `https://example.org/images/${hex(8)(context, column)}.png`,
  ],
  [
    /url|uri|link|website|homepage|href|endpoint|web$/,
    (context, column) => `https://example.org/${slug(context, column)}`,
  ],
  [/host_?name|^host$|^domain(_?name)?$/, (context, column) => `${slug(context, column)}.example.org`],
  [/^(file|document|attachment)_?name$|^filename$/, (context, column) => `${slug(context, column)}.pdf`],
  [/path$|directory|folder/, (context, column) => `/${slug(context, column)}`],
  [/mime|content_?type|media_?type$/, one(['application/pdf', 'image/png', 'text/plain', 'text/csv'])],
  [/street|^addr(ess)?(_?(line)?_?1)?$|address_?1$/, ({ fake }) => fake.location.streetAddress()],
  [/addr(ess)?_?(line)?_?2$/, ({ fake }) => fake.location.secondaryAddress()],
  [/district|region|province|county/, ({ fake }) => fake.location.state()],
  [
    /state$/,
    (context, column) => (isAddress(column) ? context.fake.location.state() : status(context, column)),
  ],
  [/city|town|locality/, ({ fake }) => fake.location.city()],
  [/country_?(code|iso)|^iso_?(2|alpha2)$/, ({ fake }) => fake.location.countryCode()],
  [/country|nation/, ({ fake }) => fake.location.country()],
  [/zip|post(al)?_?code/, ({ fake }) => fake.location.zipCode()],
  [/time_?zone|^tz$/, one(['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'UTC'])],
  [/locale|lang(uage)?(_?code)?$/, one(['en', 'de', 'fr', 'es'])],
  [/currency/, one(['EUR', 'USD', 'GBP'])],
  [
    /company|organi[sz]ation|employer|vendor|supplier|manufacturer|brand|billing_?name/,
    ({ fake }) => fake.company.name(),
  ],
  [/job|position$|profession|occupation/, ({ fake }) => fake.person.jobTitle()],
  [/department|team/, ({ fake }) => fake.commerce.department()],
  [/password|passwd|pwd|secret/, () => '!'],
  [/token|hash|digest|checksum|signature|fingerprint|sha\d*$|md5/, hex(32)],
  [/api_?key|^key$|_key$/, hex(16)],
  [/slug|permalink|handle$/, slug],
  [/hex|colou?r/, (context, column) => `#${hex(6)(context, column)}`],
  [/sku|barcode|isbn|serial|code$|number$|^no$|_no$|^num$|reference$|identifier|^ref$|external_?id/, code],
  [/status/, status],
  [/^(type|kind|category|group|level|tier|class|genre)$|_(type|kind|category)$/, one(words.categories)],
  [/unit$/, one(['piece', 'kg', 'hour', 'box'])],
  [/version$/, ({ random }) => `${random.integer(1, 4)}.${random.integer(0, 12)}.${random.integer(0, 9)}`],
  [
    /composer|author|artist|contact|owner|manager|recipient|sender|by$|person|customer_?name|user_?name/,
    fullName,
  ],
  [
    /^title$/,
    (context, column) =>
      isPerson(column) ? context.fake.person.jobTitle() : context.random.pick(words.subjects),
  ],
  [/subject|headline|title|heading|label|topic|caption/, one(words.subjects)],
  [/summary|comment|note|message|remark|reason|feedback|answer|question|excerpt|tagline/, sentence],
  [/descr|body|content|text|bio|about|detail|html|markdown|review|instruction/, paragraph],
];

/** Tables whose rows are people, companies or things for sale, which decides what a `name` is. */
const byTable: readonly (readonly [pattern: RegExp, text: Text])[] = [
  [
    /user|person|people|member|customer|employee|staff|student|teacher|author|artist|actor|contact|patient|doctor|driver|player|guest|profile|client/,
    fullName,
  ],
  [
    /compan|organi[sz]ation|supplier|vendor|shop|store|brand|publisher|firm|institution/,
    ({ fake }) => fake.company.name(),
  ],
  [/product|item|article|variant|good/, ({ fake }) => fake.commerce.productName()],
  [/countr/, ({ fake }) => fake.location.country()],
  [/cit(y|ies)|town/, ({ fake }) => fake.location.city()],
  [/region|state|province/, ({ fake }) => fake.location.state()],
  [/categor|genre|tag|type|group|kind|department/, one(words.categories)],
  [/language/, one(['English', 'German', 'French', 'Spanish', 'Italian', 'Japanese'])],
];

/** How a column is filled that has room for a code only; undefined where its name promises none. */
export function codeFor(column: string, length: number): Text | undefined {
  if (/country|nation/i.test(column) && (length === 2 || length === 3))
    return ({ fake }) => fake.location.countryCode(length === 2 ? 'alpha-2' : 'alpha-3');
  if (/(state|province|region)$/i.test(column) && length === 2)
    return ({ fake }) => fake.location.state({ abbreviated: true });
  return undefined;
}

/** How a text column is filled: by its name, then by its table where it is a name. */
export function textFor(column: string, table: string): Text {
  const name = column.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  const found = byName.find(([pattern]) => pattern.test(name));
  if (found) return found[1];
  if (!/name/.test(name)) return one(words.subjects);
  const named = byTable.find(([pattern]) => pattern.test(table.toLowerCase()))?.[1] ?? one(words.subjects);
  return (context, place) => (isPerson(place) ? fullName(context, place) : named(context, place));
}

/** Columns that others of the same row follow are made first. */
export const rankOf = (column: string): number => {
  const name = column.toLowerCase();
  const order = [FIRST, LAST, FULL, USER, /^(created|inserted|start|begin|from|valid_from)/];
  const rank = order.findIndex((pattern) => pattern.test(name));
  return rank < 0 ? order.length : rank;
};
