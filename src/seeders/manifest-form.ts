import { z } from 'zod';
import { manifestUnreadable } from './manifest-unreadable.ts';
import { MANIFEST_VERSION } from './versions.ts';

const count = z.int().min(0);

const identity = {
  manifest: z.literal(MANIFEST_VERSION, {
    error: ({ input }) =>
      `it has ${Number.isInteger(input) ? `version ${input}` : 'another version'} of the format, and this one reads version ${MANIFEST_VERSION}: make it again`,
  }),
  domain: z.string(),
  scenario: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  seed: z.union([z.int(), z.string()]),
  now: z.iso.datetime(),
  namespace: z.string().optional(),
  versions: z.object({ seedbed: z.string(), faker: z.string(), generator: z.int() }),
};

/** The form of one table's line. */
export const tableForm = z.object({
  columns: z.array(z.string()),
  rows: count,
  bytes: count,
  hash: z.string().regex(/^[0-9a-f]{32}$/),
});

/** The form of a manifest. */
export const manifestForm = z.object({ ...identity, rows: count, tables: z.record(z.string(), tableForm) });

/** What decides which data a dataset has. */
export type Identity = z.output<z.ZodObject<typeof identity>>;

/** What one table of a dataset comes to; `hash` is that of `Digest`, which parts can be added up by. */
export type TableManifest = z.output<typeof tableForm>;

/** What a dataset is, and what it comes to table by table; tables without rows are left out. */
export type Manifest = z.output<typeof manifestForm>;

/** That of a part says nothing of the others. */
const wholeForm = manifestForm.extend({ shard: z.object({ of: z.literal(1) }).optional() });

/**
 * Reads the text of a manifest that a whole dataset is to be compared with.
 *
 * @param path where it is from, for the error
 * @throws `manifest_unreadable`
 */
export const parseExpected = (text: string, path: string): Manifest => parseAs(wholeForm, text, path);

/**
 * Reads the text of a manifest of some form.
 *
 * @param path where it is from, for the error
 * @throws `manifest_unreadable`
 */
export function parseAs<T>(form: z.ZodType<T>, text: string, path: string): T {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw manifestUnreadable(path, 'it is no JSON', error);
  }
  const parsed = form.safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw manifestUnreadable(path, `${issue?.path.join('.') || 'it'}: ${issue?.message}`);
}
