// Installs what this checkout is missing, for any Node from 20 on. When nothing is, it only reads two files.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
const modules = join(project, 'node_modules');
const nodePackage = join(modules, 'node');
const bundledNode = join(nodePackage, 'bin', 'node');
const nodeLink = join(modules, '.bin', 'node');

if (!isInstalled()) {
  // npm would empty the folder that it leads to, which is another checkout's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    fail(`${modules} is a link to packages of other versions: run npm ci where they are.`);
  console.error('Installing what seedbed needs (npm ci) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], project);
}
if (!existsSync(bundledNode)) {
  console.error('Fetching the Node that seedbed runs on …');
  run(process.execPath, ['installArchSpecificPackage.js'], nodePackage);
}
if (!existsSync(nodeLink)) {
  rmSync(nodeLink, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), nodeLink);
}

/** Whether everything that is not optional stands in node_modules in the locked version. */
function isInstalled() {
  const installedLock = join(modules, '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(project, 'package-lock.json'))).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}

/** Quiet, unless it fails. The host's Node runs it: the bundled one is replaced meanwhile. */
function run(program, parameters, cwd) {
  const path = process.env.PATH.split(delimiter).filter((folder) => !folder.startsWith(modules));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const { status, error, stdout, stderr } = spawnSync(program, parameters, { cwd, env, encoding: 'utf8' });
  if (status === 0) return;
  const what = `${program} ${parameters.join(' ')} failed${error ? `: ${error.message}` : ''}`;
  fail(`${what}\n${stdout ?? ''}${stderr ?? ''}`);
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(3);
}
