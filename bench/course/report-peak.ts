import { appendFileSync } from 'node:fs';

// Imported before a program: when that ends it adds to a file how much memory it had at most, in kilobytes.
process.on('exit', () => {
  const file = process.env['BENCH_PEAK_FILE'];
  if (file) appendFileSync(file, `${process.resourceUsage().maxRSS}\n`);
});
