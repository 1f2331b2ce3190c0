import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { codeOf, fieldOf } from './thrown.ts';

// Not `tsx` itself, which in a CommonJS project makes a second copy of every package.
const LOADER =
  "have a loader read it: `npm install --save-dev tsx`, then NODE_OPTIONS='--import tsx/esm' before the command";

/** What to do where Node does not load a module of a project's own; undefined where the error says nothing of that. */
export function importHint(error: unknown): string | undefined {
  const code = codeOf(error);
  if (isMissing(code) && isTypeScript(fieldOf(error, 'url'))) {
    return `That file is TypeScript, which Node imports by its own name alone: import it with the ending .ts, or ${LOADER}.`;
  }
  const message = fieldOf(error, 'message');
  if (/^(Cannot use import statement outside a module|Unexpected token 'export')$/.test(message)) {
    return `Node takes that file for CommonJS, as the "type" of the nearest package.json says: give it the ending .mts or .mjs, or ${LOADER}.`;
  }
  // What the engine says of a decorator, and of other signs that it does not know.
  if (message === 'Invalid or unexpected token') {
    return `Correct the syntax. Node has no decorators, not in TypeScript either: leave them out, or ${LOADER}.`;
  }
  return hints[code];
}

const hints: Readonly<Record<string, string>> = {
  ERR_UNKNOWN_FILE_EXTENSION:
    'This Node does not read TypeScript by itself: take 22.18 or newer, or write the file in JavaScript.',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: `Node erases types and does nothing more: leave out enums, namespaces and parameter properties, or ${LOADER}.`,
  ERR_MODULE_NOT_FOUND: 'Install what it imports in this project; the path of a file has its ending.',
  ERR_PACKAGE_PATH_NOT_EXPORTED: 'Import what the package offers.',
};

const isMissing = (code: string): boolean =>
  code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT';

/** Whether a compiler would find a TypeScript file by a url at which there is none. */
function isTypeScript(url: string): boolean {
  if (!url.startsWith('file:')) return false;
  const path = fileURLToPath(url);
  return [
    path.replace(/\.([cm]?)js$/, '.$1ts'),
    path.replace(/\.jsx$/, '.tsx'),
    `${path}.ts`,
    `${path}/index.ts`,
  ].some((one) => one !== path && existsSync(one));
}
