import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: { readonly contents: { readonly value: string } } | null;
}

/**
 * What an editor shows where the pointer rests on the last letter of each text, which stands in the file once.
 *
 * @example await quickInfo('/project/a.ts', ['f.user']); // ['(property) user: BoundFactory<UserFactory, CourseDomain>']
 */
export async function quickInfo(file: string, places: readonly string[]): Promise<string[]> {
  const server = spawn(process.execPath, [tsc, '--lsp', '--stdio'], { cwd: root, stdio: 'pipe' });
  const answers = new Map<number, (message: Message) => void>();
  const send = (message: object): void => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  let last = 0;
  const ask = async (method: string, params: object): Promise<Message> => {
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    answers.set(++last, resolve);
    server.once('exit', (code) => reject(new Error(`the language server ended with ${code}`)));
    send({ id: last, method, params });
    return await promise;
  };
  let received = Buffer.alloc(0);
  server.stdout.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    for (let head = received.indexOf('\r\n\r\n'); head >= 0; head = received.indexOf('\r\n\r\n')) {
      const length = Number(/\d+/.exec(received.subarray(0, head).toString())?.[0]);
      if (received.length < head + 4 + length) return;
      const message: Message = JSON.parse(received.subarray(head + 4, head + 4 + length).toString());
      received = received.subarray(head + 4 + length);
      // What the server itself asks for, we do not have.
      if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
      else if (message.id !== undefined) answers.get(message.id)?.(message);
    }
  });
  try {
    const [uri, text] = [pathToFileURL(file).href, readFileSync(file, 'utf8')];
    await ask('initialize', { processId: process.pid, rootUri: pathToFileURL(root).href, capabilities: {} });
    send({ method: 'initialized', params: {} });
    const textDocument = { uri, languageId: 'typescript', version: 1, text };
    send({ method: 'textDocument/didOpen', params: { textDocument } });
    const shown: string[] = [];
    for (const place of places) {
      const before = text.slice(0, text.indexOf(place) + place.length - 1).split('\n');
      const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const { result } = await ask('textDocument/hover', { textDocument: { uri }, position });
      shown.push((result?.contents.value ?? '').replace(/```\w*/g, '').trim());
    }
    return shown;
  } finally {
    server.removeAllListeners('exit').kill();
  }
}
