import { escaped } from './escaped.ts';

/** The most characters that an error shows of a text from elsewhere. */
const MOST_CHARACTERS = 300;
const MOST_NEAR = 40;

/**
 * A text from a database or a file as an error shows it: one line of bounded length, with whatever could steer a
 * terminal escaped.
 *
 * @example excerpt('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export function excerpt(text: string, most = MOST_CHARACTERS): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  const shown = characters.length > most ? `${characters.slice(0, most).join('')}…` : line;
  return escaped(shown);
}

/**
 * What PostgreSQL has answered. Where it names the place of an error it may quote the rest of the statement, with a
 * function's body or a password in it: no more than its beginning is shown.
 *
 * @example excerptOfAnswer(error.message) // 'unterminated dollar-quoted string at or near "$$ begin …"'
 */
export const excerptOfAnswer = (message: string): string =>
  excerpt(
    message.replace(/(at or near ")([\s\S]*)"/, (_, start, near) => `${start}${excerpt(near, MOST_NEAR)}"`),
  );

/**
 * A statement without what may hold a secret: the body of a function, options of a server or user mapping, the
 * connection of a subscription, a password.
 *
 * @example excerptOfSql(`create function f() returns int language sql as $$ select 1 $$`) // 'create function f() … as …'
 */
export const excerptOfSql = (sql: string): string => excerpt(withoutSecrets(sql));

/** Where what may hold a secret begins. */
const secretsIn = (sql: string): number | undefined =>
  /\$\w*\$|\bas\s+e?'|\boptions\s*\(|\bconnection\s+e?'|\bpassword\b|\bbegin\s+atomic\b/i.exec(sql)?.index;

function withoutSecrets(sql: string): string {
  const end = secretsIn(sql);
  return end === undefined ? sql : `${sql.slice(0, end)}…`;
}

/**
 * Where PostgreSQL has found an error in SQL, with what is around it, but nothing that may hold a secret.
 *
 * @param position of PostgreSQL, which counts characters from 1
 * @example excerptAt('book.pagez > 1000', 6) // 'character 6 of its SQL, at the arrow: "book.→pagez > 1000"'
 */
export function excerptAt(sql: string, position: number): string {
  const characters = [...sql];
  const before = characters.slice(0, position - 1).join('');
  const lines = before.split('\n');
  const place =
    lines.length === 1
      ? `character ${position} of its SQL`
      : `line ${lines.length}, character ${[...(lines.at(-1) ?? '')].length + 1} of its SQL`;
  if (secretsIn(before) !== undefined) return `${place}: "${excerptOfSql(sql)}"`;
  const from = [...before].slice(-MOST_NEAR);
  const start = from.length < position - 1 ? '…' : '';
  const rest = characters.slice(position - 1).join('');
  const after = excerpt(withoutSecrets(rest), MOST_NEAR);
  // Both are trimmed as excerpts; the space before the place is of the SQL.
  const gap = /\s$/.test(before) ? ' ' : '';
  return `${place}, at the arrow: "${start}${excerpt(from.join(''))}${gap}→${after}"`;
}
