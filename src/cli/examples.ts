import type { Command } from 'commander';

/** Two command lines for each command, as people use them. */
export const examples: Readonly<Record<string, readonly [string, string]>> = {
  start: ['seedbed start', 'DATABASE_URL=postgresql://ada@localhost/course seedbed start'],
  init: ['DATABASE_URL=postgresql://ada@localhost/shop seedbed init', 'seedbed init --check'],
  eject: ['seedbed eject customer', 'seedbed eject order_line --domain shop'],
  scenarios: ['seedbed scenarios', 'seedbed scenarios --json'],
  plan: ['seedbed plan', 'seedbed plan classroom --set students=60'],
  seed: [
    'seedbed seed classroom --set students=60 weeks=12 --now today',
    'seedbed seed university --shard 1/8 --out parts',
  ],
  manifest: ['seedbed manifest minimal', 'seedbed manifest classroom --seed 7 > manifest.json'],
  load: ['seedbed load files', 'seedbed load parts --database large'],
  verify: ['seedbed verify', 'seedbed verify --rule result_range course_member_student_valid'],
  rules: ['seedbed rules', 'seedbed rules --domain boardroom --markdown'],
  lint: ['seedbed lint', 'seedbed lint --domain practice --json'],
  doctor: ['seedbed doctor', 'seedbed doctor --json'],
  label: ['seedbed label staging', `seedbed label review --keep "course_role:id = '_tutor'"`],
  reset: ['seedbed reset semester --dry-run', 'seedbed reset semester --confirm db.example.org:5432/course'],
  undo: ['seedbed undo', 'seedbed undo --confirm db.example.org:5432/course'],
  redo: ['seedbed redo', 'seedbed redo --confirm db.example.org:5432/course'],
  history: ['seedbed history', 'seedbed history --json'],
  'test-db create': [
    'seedbed test-db create --scenario minimal --json',
    'DATABASE_URL=$(seedbed test-db create) pytest',
  ],
  'test-db drop': [
    'seedbed test-db drop seedbed_clone_e8a48653_0f3a21c488d1_1',
    'DATABASE_TEST_URL=postgresql://ada@localhost/postgres seedbed test-db drop "$name"',
  ],
  'test-db reset': [
    'seedbed test-db reset seedbed_clone_e8a48653_0f3a21c488d1_1',
    'seedbed test-db reset "$name" --json',
  ],
  'migrate status': ['seedbed migrate status', 'seedbed migrate status --domain practice'],
  'migrate up': [
    'seedbed migrate up',
    'seedbed migrate up --to Migration20250901080800_messages --no-backup',
  ],
  'migrate down': ['seedbed migrate down', 'seedbed migrate down --to 0'],
  'migrate check': ['seedbed migrate check', 'seedbed migrate check --json'],
  'migrate create': ['seedbed migrate create initial', 'seedbed migrate create add_phone --domain library'],
  'migrate history': ['seedbed migrate history', 'seedbed migrate history --json'],
  'migrate sql': [
    'seedbed migrate sql > schema.sql',
    'seedbed migrate sql --from Migration20250901080800_messages',
  ],
  'migrate backup': ['seedbed migrate backup', 'seedbed migrate backup before-the-move'],
  'migrate restore': [
    'seedbed migrate restore before-the-move',
    'seedbed migrate restore before-the-move --database old',
  ],
  'db start': ['seedbed db start', 'seedbed db start --port 54320'],
  'db stop': ['seedbed db stop', 'seedbed db stop --quiet'],
  'db url': ['seedbed db url', 'psql "$(seedbed db url)"'],
  'db status': ['seedbed db status', 'seedbed db status --json'],
  'db destroy': ['seedbed db destroy', 'seedbed db destroy --yes'],
};

/** Shows them at the end of each command's help. */
export function addExamples(program: Command, above = ''): void {
  for (const command of program.commands) {
    const name = `${above}${command.name()}`;
    const lines = examples[name]?.map((line) => `  $ ${line}`).join('\n');
    if (lines) command.addHelpText('after', `\nExamples:\n${lines}`);
    addExamples(command, `${name} `);
  }
}
