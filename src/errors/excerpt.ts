/** The most characters that an error shows of a text from elsewhere. */
const MOST_CHARACTERS = 300;
const MOST_NEAR = 40;

/**
 * A text from a database or a file as an error shows it: one line of bounded length, with whatever could steer a
 * terminal escaped.
 *
 * @example excerpt('a\u001b[2Jb') // 'a\\u{1b}[2Jb'
 */
export function excerpt(text: string, most = MOST_CHARACTERS): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const characters = [...line];
  const shown = characters.length > most ? `${characters.slice(0, most).join('')}…` : line;
  return shown.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
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
export const excerptOfSql = (sql: string): string => {
  const end = /\$\w*\$|\bas\s+e?'|\boptions\s*\(|\bconnection\s+e?'|\bpassword\b|\bbegin\s+atomic\b/i.exec(
    sql,
  )?.index;
  return excerpt(end === undefined ? sql : `${sql.slice(0, end)}…`);
};
