import { accountProviders } from '../../factories/course/words/access.ts';
import { nth } from '../../factories/nth.ts';
import { Address } from '../../random/address.ts';
import { uuidAt } from '../../random/identity.ts';
import { keyOf } from '../../random/key.ts';
import type { Persona } from '../persona.ts';
import { named } from './names.ts';
import type { Traits } from './traits.ts';

/** By their places come their ids: another one belongs to the end. Their family names are in no locale. */
const people = {
  administrator: ['Gwendolyn', 'Ashgrove', 'administers the platform'],
  owner: ['Ottilie', 'Kastenbaum', 'owns the first course'],
  lecturer: ['Leopold', 'Rosenquist', 'maintains a course; in a semester, owns two'],
  assistant: ['Yara', 'Castellane', 'study assistant; in a semester, also a student'],
  strongStudent: ['Sunniva', 'Brightwater', 'begins early, and has very good grades'],
  failingStudent: ['Fabian', 'Thistlewood', 'stays until the end and fails'],
  withdrawnStudent: ['Wanda', 'Farnborough', 'withdraws after a quarter of the term'],
  emptyProfile: ['Enzo', 'Blankenship', 'has filled in nothing of their profile'],
  longestName: [
    'Friederike Maximiliane Charlotte',
    'Steinhäuser-Blumenthaler',
    'has the longest name of all people',
  ],
} as const;

export type PersonaName = keyof typeof people;

/** Fixed people of the scenarios, by what they are. */
export type Personas = Readonly<Record<PersonaName, Persona>>;

const table = keyOf('persona');
const { provider, type } = nth(accountProviders, 0);

/**
 * The personas of a dataset that was added under a name by `--append --namespace`.
 *
 * @param namespace empty for a dataset without a name, which `personas` are of
 * @example personasOf('second').owner.username // 'ottilie.kastenbaum.second'
 */
export function personasOf(namespace = ''): Personas {
  const place = Address.root({ seed: 'personas', now: new Date(0), namespace });
  const made = Object.entries(people).map(([name, [givenName, familyName, description]], n) => {
    const person = named(namespace, givenName, familyName);
    const id = uuidAt(place.child('persona', n), table);
    const account = { provider, type, providerAccountId: person.email };
    return [name, { id, ...person, account, description }] as const;
  });
  // Of the entries of `people`, one for each of its keys.
  return Object.fromEntries(made) as Record<PersonaName, Persona>;
}

/**
 * Fixed people of the course scenarios: the same ids, names and mail addresses for every seed, date and parameter.
 *
 * @example await page.getByLabel('User name').fill(personas.owner.username);
 */
export const personas: Personas = personasOf();

/** A persona who takes courses, and how. */
export interface StudentPersona {
  readonly persona: Persona;
  readonly traits: Traits;
  /** The share (0 to 1) of a term that they stay for. */
  readonly stays: number;
  /** Whether they have filled in nothing of their profile. */
  readonly isBlank?: boolean;
}

/** The personas who are students, in the order in which a course has room for them. */
export function studentPersonas(among: Personas): readonly StudentPersona[] {
  const middle: Traits = { ability: 0.3, earliness: 0.3, persistence: 0, voice: 0 };
  return [
    {
      persona: among.strongStudent,
      traits: { ability: 2.6, earliness: 1.5, persistence: 0.5, voice: 0.8 },
      stays: 1,
    },
    {
      persona: among.failingStudent,
      traits: { ability: -2.6, earliness: -0.8, persistence: -0.5, voice: -0.5 },
      stays: 1,
    },
    {
      persona: among.withdrawnStudent,
      traits: { ability: -0.8, earliness: -0.8, persistence: 0, voice: 0 },
      stays: 0.25,
    },
    { persona: among.emptyProfile, traits: { ...middle, voice: -1.5 }, stays: 1, isBlank: true },
    { persona: among.longestName, traits: middle, stays: 1 },
  ];
}

/** What the assistant is like as a student. */
export const assistantAsStudent = ({ assistant }: Personas): StudentPersona => ({
  persona: assistant,
  traits: { ability: 1, earliness: 0.6, persistence: 0.3, voice: 0.5 },
  stays: 1,
});
