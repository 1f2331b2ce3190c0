import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { PartDamagedError } from '../../errors/part-damaged.ts';
import type { WrittenFile } from './open-file.ts';
import { openPlain, requireFile } from './plain-file.ts';

const PIECE_BYTES = 262_144;

/** Where a file is, and what it was when it was written. */
export interface KnownFile extends Omit<WrittenFile, 'name'> {
  readonly path: string;
}

/**
 * The bytes of a file, and behind the last of them an error unless they are those that were written.
 *
 * @throws PartDamagedError, `unsafe_file`
 */
export async function* wholeFile({ path, bytes, sha256 }: KnownFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let seen = 0;
  try {
    const handle = await openPlain(path);
    const chunks: AsyncIterable<Buffer> = handle.createReadStream({ highWaterMark: PIECE_BYTES });
    for await (const chunk of chunks) {
      hash.update(chunk);
      seen += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw explained(error, path);
  }
  if (seen !== bytes) throw wrongSize(path, seen, bytes);
  if (hash.digest('hex') !== sha256) throw new PartDamagedError(path, 'some of its bytes are others');
}

/** @throws PartDamagedError unless a file is, byte for byte, what was written */
export async function requireWhole(file: KnownFile): Promise<void> {
  for await (const _ of wholeFile(file));
}

/** @throws PartDamagedError where a file is missing or has another size, which is seen without reading it */
export async function requireSize({ path, bytes }: KnownFile): Promise<void> {
  const stat = await lstat(path).catch((error) => {
    throw explained(error, path);
  });
  requireFile(path, stat);
  const { size } = stat;
  if (size !== bytes) throw wrongSize(path, size, bytes);
}

const wrongSize = (path: string, found: number, bytes: number): PartDamagedError =>
  new PartDamagedError(path, `it has ${found} bytes, not ${bytes}`);

function explained(error: unknown, path: string): unknown {
  const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
  return missing ? new PartDamagedError(path, 'it is missing', error) : error;
}
