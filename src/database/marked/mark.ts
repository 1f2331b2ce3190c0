import pg from 'pg';
import { z } from 'zod';

const { escapeIdentifier: quoted, escapeLiteral } = pg;

/** What its comment says about a database that seedbed has made, or set aside. */
const mark = z.strictObject({
  /** The version of this form. */
  seedbed: z.literal(1),
  kind: z.enum(['scratch', 'template', 'wip', 'clone', 'next', 'before', 'undone']),
  /** A person, or the role that was connected. */
  by: z.string(),
  /** The database that it stands beside, the dataset that it holds, or the template that it was copied from. */
  about: z.string().optional(),
  /** The comment that it has where it is in use. */
  comment: z.string().optional(),
  /** Of a template: when it was last asked for. */
  used: z.string().optional(),
  /** Of a clone: the run of a test suite that it is kept for. */
  run: z.string().optional(),
  /** Of a backup that was opened for its undo alone: what others may do where it is in use. */
  grants: z
    .array(
      z.strictObject({
        /** Of the role; 0 is `public`. */
        grantee: z.string().regex(/^\d+$/),
        privilege: z.enum(['CONNECT', 'CREATE', 'TEMPORARY']),
        grantable: z.boolean(),
      }),
    )
    .optional(),
});

/** What a database of ours is and who made it. It is a comment, which every role of the server may read unconnected. */
export type Mark = z.infer<typeof mark>;
export type Kind = Mark['kind'];

const PREFIX = 'made by seedbed: ';

/** @example markText({ kind: 'scratch', by: 'ada' }) // 'made by seedbed: {"seedbed":1,"kind":"scratch","by":"ada"}' */
export const markText = (about: Omit<Mark, 'seedbed'>): string =>
  PREFIX + JSON.stringify({ seedbed: 1, ...about });

/** Reads a mark; undefined where a comment is none, or is one of another version. */
export function parseMark(comment: string | null): Mark | undefined {
  if (!comment?.startsWith(PREFIX)) return undefined;
  const { data } = mark.safeParse(parseJson(comment.slice(PREFIX.length)));
  return data;
}

/** The comment that a database has, or has where it is in use. */
export const ownComment = (comment: string | null): string | null => {
  const marked = parseMark(comment);
  return marked ? (marked.comment ?? null) : comment;
};

/** The statement that marks a database. */
export const markStatement = (name: string, about: Omit<Mark, 'seedbed'>): string =>
  commentStatement(name, markText(about));

export const commentStatement = (name: string, comment: string | null): string =>
  `comment on database ${quoted(name)} is ${comment === null ? 'null' : escapeLiteral(comment)}`;

/** Undefined where it is no JSON: any role may have written it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
