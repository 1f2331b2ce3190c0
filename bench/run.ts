import { execFileSync } from 'node:child_process';
import { bench } from './runner/program.ts';

const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();

process.exitCode = await bench({
  folder: new URL('./', import.meta.url),
  parameters: process.argv.slice(2),
  effort: { rounds: 15, warmUps: 5, sample: 100 },
  print: console.log,
  history: new URL('history.jsonl', import.meta.url),
  origin: { date: new Date().toISOString(), commit, node: process.version },
});
