#!/usr/bin/env node
// Plain JavaScript that any Node parses: it finds the Node that can run the program.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = [22, 17];
const source = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));
const bundledNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

if (existsSync(source)) runSource();
else if (isNewEnough()) await import('../dist/src/cli/main.js');
else refuse('Install a newer one from https://nodejs.org.');

/** In the checkout: the sources as they are, on the Node that the checkout brings with it. */
function runSource() {
  const node = existsSync(bundledNode) ? bundledNode : process.execPath;
  if (node === process.execPath && !isNewEnough())
    refuse('Run `node bin/install.js` to get one for this checkout.');
  const flags = [
    '--conditions=seedbed-source',
    '--disable-warning=ExperimentalWarning',
    '--experimental-strip-types',
  ];
  // From the first file on: then types are taken away once, and what does that need not be loaded again.
  const env = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), ...process.env };
  const child = spawn(node, [...flags, source, ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) =>
    refuse(`${error.message}. Run \`node bin/install.js\` to repair this checkout.`),
  );
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

function isNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function refuse(hint) {
  console.error(
    `error: seedbed needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}.\n${hint}`,
  );
  process.exit(3);
}
