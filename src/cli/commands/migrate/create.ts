import { relative } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { consequencesOf } from '../../../database/draft/consequences.ts';
import { createMigration } from '../../../database/draft/create.ts';
import { maskedUrl } from '../../../database/url.ts';
import { counted } from '../../../errors/format.ts';
import type { CommonOptions } from '../../common-options.ts';
import { databaseUrl } from '../../database-url.ts';
import { type DomainOptions, namedDomain, withDomainOption } from '../../domain-option.ts';
import { print, printDocument, printNote } from '../../output.ts';
import { openExistingTarget } from '../../target.ts';

/** `seedbed migrate create`: a migration from what the entities say otherwise. */
export function addCreateCommand(migrate: Command): void {
  withDomainOption(migrate.command('create'), '')
    .description(
      'write a migration that makes of what the migrations make what the entities say; it is tried in a scratch ' +
        'database of the server first',
    )
    .argument('<name>', 'what it does, such as add_phone', parseName)
    .action(create);
}

async function create(name: string, { domain: named, json }: DomainOptions & CommonOptions): Promise<void> {
  const domain = await namedDomain(named);
  // On the embedded server no database of the domain is needed.
  const { url } = await openExistingTarget(domain, databaseUrl() === undefined ? 'postgres' : undefined);
  printNote(maskedUrl(url));
  const created = await createMigration(domain, url, name, new Date());
  if (json) {
    const written = created && {
      path: relative(process.cwd(), created.path),
      up: created.up,
      down: created.down ?? null,
      consequences: consequencesOf(created.up),
    };
    printDocument({ written: written ?? null });
    return;
  }
  if (created === undefined) {
    print('Nothing to write: the migrations make what the entities say.');
    return;
  }
  const { path, up, down, oneWay } = created;
  const ways = down === undefined ? '' : `, ${down.length} down`;
  print(`Wrote ${relative(process.cwd(), path)}: ${counted(up.length, 'statement')} up${ways}.`);
  for (const consequence of consequencesOf(up)) print(consequence);
  print('It was tried in a scratch database. Read it, above all for what happens to rows, then: migrate up');
  if (oneWay) printNote(`It has no down(). ${oneWay.message}`);
}

function parseName(text: string): string {
  if (/^[a-z][a-z0-9_]*$/i.test(text)) return text;
  throw new InvalidArgumentError('A migration is named by letters, digits and underscores.');
}
