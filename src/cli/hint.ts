import { databaseUrlSource } from './database-url.ts';
import { invocation } from './invocation.ts';

const commands =
  /\bseedbed (migrate [a-z]+|verify|rules|lint|doctor|label [\w-]+|undo|redo|history)(?![\w-])(?: --domain ([\w-]+))?/g;
const takesDomain = /^(migrate|verify|rules|lint|doctor)/;
const takesNoDatabase = /^(rules|migrate (create|sql))/;

/**
 * A hint whose commands are about what the failed one was about: typed as they stand, they act on nothing else. A url of
 * `.env` is named so.
 */
export function hintOf(hint: string): string {
  const { subject } = invocation();
  const sourced = hint.replaceAll('DATABASE_URL', databaseUrlSource());
  if (subject === undefined) return sourced;
  const { database, main, ...about } = subject;
  return sourced.replaceAll(commands, (typed, command: string, named: string | undefined) => {
    const domain = named ?? (takesDomain.test(command) ? about.domain : main);
    const ofDomain = named === undefined && domain !== main ? ` --domain ${domain}` : '';
    // `migrate create` works beside them in the server's own database.
    const isMeant = database === undefined || database === domain || database === 'postgres';
    const ofDatabase = isMeant || takesNoDatabase.test(command) ? '' : ` --database ${asShellWord(database)}`;
    return `${typed}${ofDomain}${ofDatabase}`;
  });
}

/** As a shell takes it for one word. */
export const asShellWord = (text: string): string =>
  /^[\w.-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
