import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

const BUFFER_BYTES = 262_144;

/** A file that has been written. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** A file that is being written: bytes are gathered, and counted and hashed on their way. */
export class OpenFile {
  readonly #name: string;
  readonly #handle: FileHandle;
  readonly #sha256 = createHash('sha256');
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #bytes = 0;
  /** What has been written, once it is finished. */
  written: WrittenFile | undefined;

  /** Makes a new file; what is there already is left alone, and is an error (EEXIST). */
  static async create(folder: string, name: string, mode?: number): Promise<OpenFile> {
    return new OpenFile(name, await open(join(folder, name), 'wx', mode));
  }

  private constructor(name: string, handle: FileHandle) {
    this.#name = name;
    this.#handle = handle;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#sha256.update(bytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    if (this.#waitingBytes >= BUFFER_BYTES) await this.#flush();
  }

  /** @param durable whether it must be on the disk afterwards, even if the power fails then */
  async finish({ durable = false }: { readonly durable?: boolean } = {}): Promise<void> {
    await this.#flush();
    if (durable) await this.#handle.sync();
    await this.#handle.close();
    this.written = { name: this.#name, bytes: this.#bytes, sha256: this.#sha256.digest('hex') };
  }

  async close(): Promise<void> {
    if (!this.written) await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#bytes += bytes.byteLength;
    // Writes all of it, however often it has to ask.
    await this.#handle.writeFile(bytes);
  }
}
