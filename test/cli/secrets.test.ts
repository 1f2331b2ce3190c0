import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireNoSecrets } from '../../src/cli/arguments.ts';
import { seedbed, seedbedInNode } from '../support/cli.ts';
import { temporaryProject } from '../support/project.ts';
import { secretTexts } from '../support/secret-texts.ts';

const MARKER = 'Tr0ub4dor';

describe('an argument that could hold a password', () => {
  it('is refused by its position, whatever it is for', () => {
    fc.assert(
      fc.property(
        secretTexts(MARKER),
        fc.constantFrom('', '--database=', '--confirm=', '--unknown=', '-x'),
        (text, option) => {
          expect(() => requireNoSecrets(['seed', `${option}${text}`])).toThrow(
            expect.objectContaining({ code: 'secret_in_argument' }),
          );
          expect(() => requireNoSecrets(['seed', `${option}${text}`])).toThrow(/^Argument 2 looks like/);
        },
      ),
      { seed: 13, numRuns: 2_000 },
    );
  });

  it.each([
    ['--confirm', 'db.example.org:5432/course'],
    ['--confirm', '[::1]:5432/a/b'],
    ['--confirm', 'db.example.org:5432/a@b'],
    ['--confirm', '/run/postgresql:5432/course'],
    ['--now', '2026-01-14T10:00:00Z'],
    ['--set', 'students=60'],
    ['--set', 'site=https://example.org/a:b'],
    ['--set', 'mail=ada@example.org'],
    ['--out', 'C:\\files'],
    ['--out', './node_modules/@scope/files'],
    ['--database', 'postgres_2'],
    ['--set', 'passwords=3'],
    ['--from', 'postgresql://ada@db.example.org:5432/course?sslmode=require'],
    ['--from', 'DATABASE_URL'],
  ])('is not one like %s %s', (...parameters) => {
    expect(() => requireNoSecrets(parameters)).not.toThrow();
  });
});

it.each([
  'postgresql://ada:secret@db/course',
  'postgresql://ada:@db/course',
  'postgresql://ada%3Asecret@db/course',
  'postgresql://ada@db/course?password=secret',
  'postgresql://ada@db/course?sslpassword=secret',
  'postgresql:ada:secret@db/course',
])('an argument of --from that could hold a password is refused: %s', (url) => {
  expect(() => requireNoSecrets(['test-db', 'create', '--from', url])).toThrow(
    expect.objectContaining({ code: 'secret_in_argument' }),
  );
});

describe('no command shows a password', () => {
  const cwd = temporaryProject();

  it.each([
    ['db', 'start'],
    ['db', 'status'],
    ['db', 'url'],
    ['seed', 'minimal'],
    ['doctor', '--json'],
  ])('of a mistyped DATABASE_URL: %s %s', async (...parameters) => {
    const env = { DATABASE_URL: `postgresql:ada:${MARKER}@db/course` };
    const { stdout, stderr } = await seedbed(parameters, { cwd, env });
    expect(stdout + stderr).not.toContain(MARKER);
  });

  it('of a url given by mistake', async () => {
    const given = await seedbed(['seed', 'minimal', '--database', `postgres//ada:${MARKER}@db`], { cwd });
    expect(given).toMatchObject({ code: 2, stdout: '' });
    expect(given.stderr).toMatch(/^error: Argument 4 looks like/);
    expect(given.stderr).not.toContain(MARKER);
  });

  it('of a url in the place of a name in the environment', async () => {
    const env = { DATABASE_URL: 'postgresql://ada@db', PGDATABASE: `postgresql://ada:${MARKER}@db/course` };
    const given = await seedbedInNode(['verify'], { cwd, env });
    expect(given).toMatchObject({ code: 2, stdout: '' });
    expect(given.stderr).toMatch(/^error: PGDATABASE has a value/);
    expect(given.stderr).not.toContain(MARKER);
  });
});
