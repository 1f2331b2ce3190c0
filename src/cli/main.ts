import { createRequire, enableCompileCache } from 'node:module';

// Node keeps what it compiles for the next time, which halves the time that a command takes to start.
enableCompileCache();

// The version needs nothing of what a command needs, whose loading takes ten times as long.
if (process.argv.length === 3 && /^(-V|--version)$/.test(process.argv[2] ?? '')) {
  const { version }: { version: string } = createRequire(import.meta.url)('seedbed/package.json');
  process.stdout.on('error', async (error) => {
    const { tellBrokenOutput } = await import('./ending.ts');
    tellBrokenOutput(error);
  });
  process.stdout.write(`${version}\n`);
} else await import('./program.ts');
