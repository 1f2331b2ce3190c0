import { bench } from './runner/program.ts';

process.exitCode = await bench({
  folder: new URL('./', import.meta.url),
  parameters: process.argv.slice(2),
  effort: { rounds: 15, warmUps: 5, sample: 100 },
  print: console.log,
});
