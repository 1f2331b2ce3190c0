import { createRequire, enableCompileCache } from 'node:module';

// Node keeps what it compiles for the next time, which halves the time that a command takes to start.
enableCompileCache();

// The version needs nothing of what a command needs, whose loading takes ten times as long.
if (process.argv.length === 3 && /^(-V|--version)$/.test(process.argv[2] ?? '')) {
  const { version }: { version: string } = createRequire(import.meta.url)('seedbed/package.json');
  process.stdout.on('error', async (error) => {
    const [{ begin }, { tellBrokenOutput }] = await Promise.all([
      import('./invocation.ts'),
      import('./ending.ts'),
    ]);
    begin(process.argv.slice(2), process);
    tellBrokenOutput(error);
  });
  process.stdout.write(`${version}\n`);
} else {
  const [{ run }, { finish, watchEnding }] = await Promise.all([import('./run.ts'), import('./ending.ts')]);
  watchEnding();
  // Not awaited: Node would call it a warning where it never ends.
  void run(process.argv.slice(2), process).then(finish);
}
