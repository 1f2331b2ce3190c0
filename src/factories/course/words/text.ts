/** What may be so at the moment at which something is written. The seeder works out which of them hold. */
export const conditions = [
  // the time
  ...['beforeDeadline', 'afterDeadline', 'early', 'lastDays', 'lastDay', 'morning', 'daytime', 'quickAnswer'],
  ...['firstWeek', 'laterWeek', 'lastWeek', 'breakFollows', 'wasDown'],
  // the occasion of an announcement
  ...['opening', 'reminder', 'review', 'feedback'],
  // the task
  ...['code', 'quiz', 'python', 'single', 'teamTask', 'runsRationed', 'hasQuiz'],
  // the team that it is about
  ...['alone', 'team', 'pair', 'oneDoesAll', 'bothTry'],
  // what the team has tried
  ...['notBegun', 'tried', 'triedOften', 'firstTry', 'hurried', 'startedEarly', 'runsUsedUp', 'wasBetter'],
  ...[
    'handedIn',
    'notHandedIn',
    'handedInLate',
    'inTime',
    'handedInBroken',
    'missedTwo',
    'improved',
    'gotWorse',
  ],
  // what the tests said at last
  ...['tested', 'passesAll', 'someFailing', 'failsOne', 'failsTwo', 'failsSeveral', 'failsAll', 'broken'],
  ...['noReport', 'mostPass', 'fewPass', 'error', 'value', 'answered', 'tooSlow', 'shortMessage'],
  // what graders said
  ...['graded', 'ungraded', 'regraded', 'belowFull', 'topGrade', 'highGrade', 'lowGrade', 'penalised'],
  ...['oneDayLate', 'severalDaysLate', 'withinExtension', 'extensionGranted', 'noExtension'],
  ...['styleExcellent', 'styleGood', 'styleFair', 'styleWeak'],
  // the student who answers another one
  ...['peerTried', 'peerNotBegun', 'peerPasses', 'peerFails', 'peerFailsToo'],
  // since the answer
  ...['triedSince', 'notTriedSince', 'failedBefore', 'earlierPasses', 'earlierFails', 'earlierSays'],
  // the class or the group that it is for
  ...['mostBegun', 'fewBegun', 'someHandedIn', 'noneHandedIn', 'mostHandedIn', 'someMissing', 'severalLate'],
  ...['mostPassed', 'fewPassed', 'hasHardest', 'mostFailHardest', 'severalMembers', 'meets', 'meetingOver'],
  ...['noneGraded', 'someGraded', 'someUngraded', 'allGraded'],
] as const;
export type Condition = (typeof conditions)[number];

/** What the placeholders of texts stand for. */
export const placeholders = [
  ...[
    'task',
    'week',
    'before',
    'deadline',
    'extended',
    'resumes',
    'recovered',
    'meeting',
    'hours',
    'backend',
  ],
  ...['test', 'another', 'first', 'last', 'message', 'error', 'earlier', 'hardest', 'size', 'limit'],
  ...['passed', 'failing', 'count', 'total', 'attempts', 'runs', 'submissions', 'grade', 'gradeBefore'],
  ...[
    'daysLate',
    'begun',
    'handedIn',
    'late',
    'others',
    'graded',
    'mean',
    'members',
    'asker',
    'helper',
    'me',
  ],
] as const;
export type Placeholder = (typeof placeholders)[number];
export type Values = { readonly [name in Placeholder]?: string | undefined };

/** A text, and all that has to be so where it is said. */
export interface Text {
  readonly text: string;
  /** None where it can always be said. */
  readonly when?: readonly Condition[];
}

/** A part of what is so at a moment; what is not named is not. */
export interface FactsPart {
  readonly is?: { readonly [name in Condition]?: boolean };
  readonly values?: Values;
}

/** What is so at a moment, in parts of which later ones go before earlier ones. */
export class Facts {
  readonly #parts: readonly FactsPart[];

  constructor(...parts: readonly FactsPart[]) {
    this.#parts = parts;
  }

  /** These facts, and others that go before them. */
  and(...parts: readonly FactsPart[]): Facts {
    return new Facts(...this.#parts, ...parts);
  }

  is(condition: Condition): boolean {
    return this.#parts.findLast(({ is }) => is?.[condition] !== undefined)?.is?.[condition] === true;
  }

  value(name: Placeholder): string | undefined {
    return this.#parts.findLast(({ values }) => values?.[name] !== undefined)?.values?.[name];
  }
}

const needs = new WeakMap<Text, readonly Placeholder[]>();

/** The placeholders of a text. */
export function placeholdersOf(text: Text): readonly Placeholder[] {
  const known = needs.get(text);
  if (known) return known;
  const found = Array.from(text.text.matchAll(/\{([a-zA-Z]+)\}/g), ([, name]) => name as Placeholder);
  needs.set(text, found);
  return found;
}

/** Whether all conditions hold. */
export const hold = (when: readonly Condition[] | undefined, facts: Facts): boolean =>
  when === undefined || when.every((condition) => facts.is(condition));

/** Whether a text may be said: its conditions hold, and there is a value for each of its placeholders. */
export const mayBeSaid = (text: Text, facts: Facts): boolean =>
  hold(text.when, facts) && placeholdersOf(text).every((name) => facts.value(name) !== undefined);

/**
 * Puts values into a text; a placeholder without a value stays as it is. A text begins with a capital letter.
 *
 * @example fill('How long is {task}?', new Facts({ values: { task: 'Leap Years' } })) // 'How long is Leap Years?'
 */
export const fill = (text: string, facts: Facts): string =>
  // A function as replacement, because a string would give `$&` in a title a meaning.
  text.replace(/\{([a-zA-Z]+)\}/g, (placeholder, name: Placeholder, at: number) => {
    const value = facts.value(name) ?? placeholder;
    return at === 0 ? value.charAt(0).toUpperCase() + value.slice(1) : value;
  });
