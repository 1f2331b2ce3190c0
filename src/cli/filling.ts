import { Option } from 'commander';

/** `--load`, which every command has that fills a database. */
export const loadOption = (): Option =>
  new Option(
    '--load <mode>',
    'rebuild makes indexes and keys again around the data, live leaves them in place; ' +
      'by itself it takes the faster one that can be done',
  ).choices(['rebuild', 'live']);

/** Says why a faster way was not taken. */
export function printObstacles(obstacles: readonly string[]): void {
  if (obstacles.length === 0) return;
  console.log(`Indexes and keys stayed in place, which is slower: ${obstacles.join('; ')}.\n`);
}
