import type { CodeEntry } from './entry.ts';

/** The configuration of a project, and the names in it. */
export const projectCodes = {
  config_invalid: {
    kind: 'usage',
    cause: "A project's configuration exports something else than it should.",
    hint: 'Correct it there.',
  },
  config_twice: {
    kind: 'usage',
    cause: 'A project has several configurations, and nothing says which one counts.',
    hint: 'Keep one of them.',
  },
  config_unreadable: {
    kind: 'usage',
    cause:
      "A project's configuration cannot be loaded: a syntax error, a missing module, or code that throws.",
    hint: 'Fix it there: the file is run as it is by Node.',
  },
  domain_name_taken: {
    kind: 'usage',
    cause: "A project's configuration has a domain of a name that another one has.",
    hint: 'Give it another name.',
  },
  file_exists: {
    kind: 'usage',
    cause: 'A file that a command would write is there already, and may be the work of a person.',
    hint: 'Rename or remove it, if another one is to be written.',
  },
  not_derived: {
    kind: 'usage',
    cause: 'A factory is asked for as source, and no domain of the project has derived ones.',
    hint: 'Derive a domain: npx seedbed init',
  },
  orm_unreadable: {
    kind: 'usage',
    cause: "A project's configuration of MikroORM cannot be loaded, or MikroORM refuses it.",
    hint: 'Correct it there: `npx mikro-orm debug` shows what MikroORM makes of it.',
  },
  structure_unreadable: {
    kind: 'usage',
    cause: 'A file that is to hold the structure of a database cannot be read, or holds something else.',
    hint: 'Write it anew: npx seedbed init',
  },
  people_refused: {
    kind: 'usage',
    cause:
      'The query of a domain that finds people to log in as fails, or gives other columns; the data is not touched by that.',
    hint: 'It should be SQL that gives the columns name, email and role, with the schema of each table (`public.…`): correct it there.',
  },
  scenario_failed: {
    kind: 'usage',
    cause: "The code of a project's own scenario throws, or makes rows of what is not in its domain.",
    hint: 'The error is in the code of the scenario: fix it there.',
  },
  scenario_invalid: {
    kind: 'usage',
    cause:
      'The parameters of a scenario are described with something else than an object schema of zod 4.2 or newer.',
    hint: "Describe them with `z` of 'seedbed/zod': `parameters: z.strictObject({ … })`, with no entries where there are none.",
  },
  scenario_name_taken: {
    kind: 'usage',
    cause: "A project's configuration has a scenario of a name that another one has.",
    hint: 'Give it another name.',
  },
  unknown_domain: {
    kind: 'usage',
    cause: 'There is no domain of that name.',
    hint: 'Take one that there is: `seedbed scenarios` lists them.',
  },
  unknown_name: {
    kind: 'usage',
    cause: 'A definition or an option has a name that means nothing there.',
    hint: 'Take one of the names that mean something there.',
  },
  unknown_scenario: {
    kind: 'usage',
    cause: 'There is no scenario of that name.',
    hint: 'Take one that there is: `seedbed scenarios` lists them.',
  },
} as const satisfies Readonly<Record<string, CodeEntry>>;
