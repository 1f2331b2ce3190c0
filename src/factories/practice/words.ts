import type { Module, Subject } from '../../entities/practice.ts';

interface TrackText {
  readonly slug: string;
  readonly title: string;
  readonly labels: readonly string[];
  readonly modules: readonly Module[];
}

/** Tracks by subject, each with its modules and the ids of their problems. */
export const trackTexts: Readonly<Record<Subject, readonly [TrackText, ...TrackText[]]>> = {
  coding: [
    {
      slug: 'arrays-and-maps',
      title: 'Arrays and maps',
      labels: ['beginner', 'interview', 'data-structures'],
      modules: [
        { title: 'Counting', problems: ['count-vowels', 'most-frequent-word', 'pairs-of-socks'] },
        { title: 'Two pointers', problems: ['reverse-in-place', 'merge-two-lists', 'remove-duplicates'] },
        { title: 'Windows', problems: ['longest-streak', 'best-week', 'sum-of-neighbours'] },
      ],
    },
    {
      slug: 'graphs',
      title: 'Graphs',
      labels: ['advanced', 'interview', 'algorithms'],
      modules: [
        { title: 'Walking', problems: ['islands-on-a-map', 'way-out', 'friends-of-friends'] },
        { title: 'Order', problems: ['build-order', 'circular-imports'] },
        { title: 'Shortest ways', problems: ['cheapest-route', 'fewest-changes', 'last-train'] },
      ],
    },
  ],
  math: [
    {
      slug: 'linear-algebra',
      title: 'Linear algebra by hand',
      labels: ['beginner', 'foundations'],
      modules: [
        { title: 'Vectors', problems: ['angle-between', 'distance-to-line'] },
        { title: 'Matrices', problems: ['rank-of-a-matrix', 'inverse-by-elimination', 'determinant'] },
        { title: 'Eigenvalues', problems: ['power-iteration', 'diagonal-form'] },
      ],
    },
    {
      slug: 'probability',
      title: 'Probability without tears',
      labels: ['intermediate', 'foundations', 'statistics'],
      modules: [
        { title: 'Counting', problems: ['birthdays', 'seats-at-a-table'] },
        { title: 'Conditioning', problems: ['two-tests', 'three-doors', 'rare-disease'] },
        { title: 'Expectation', problems: ['coupon-collector', 'random-walk'] },
      ],
    },
  ],
  systems: [
    {
      slug: 'caches-and-queues',
      title: 'Caches and queues',
      labels: ['intermediate', 'interview', 'design'],
      modules: [
        { title: 'Caches', problems: ['evict-the-oldest', 'stampede', 'stale-while-revalidate'] },
        { title: 'Queues', problems: ['at-least-once', 'poison-message', 'back-pressure'] },
      ],
    },
    {
      slug: 'storage',
      title: 'From files to databases',
      labels: ['advanced', 'design'],
      modules: [
        { title: 'Logs', problems: ['append-only', 'compaction'] },
        { title: 'Indexes', problems: ['choose-an-index', 'range-queries', 'covering-index'] },
        { title: 'Copies', problems: ['read-your-writes', 'split-brain', 'follower-lag'] },
      ],
    },
  ],
};

const problemsOf = (subject: Subject): readonly string[] =>
  trackTexts[subject].flatMap(({ modules }) => modules.flatMap((module) => module.problems));

/** The ids of all problems by subject. */
export const problems: Readonly<Record<Subject, readonly string[]>> = {
  coding: problemsOf('coding'),
  math: problemsOf('math'),
  systems: problemsOf('systems'),
};

/** What was wrong with a submission that failed. */
export const failures = [
  'edge cases',
  'empty input',
  'off by one',
  'large input',
  'wrong order',
  'rounding',
  'negative numbers',
  'duplicates',
] as const;
