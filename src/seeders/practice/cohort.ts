import { z } from 'zod';
import { subjects, type Track } from '../../entities/practice.ts';
import type { RowOf } from '../../entities/row.ts';
import * as make from '../../factories/practice/index.ts';
import { trackTexts } from '../../factories/practice/words.ts';
import { after, DAY, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import { officeMoment } from '../office-hours.ts';
import { defineScenario } from '../scenario.ts';
import { startParameter } from '../start-parameter.ts';
import { addPractice, WEEKS } from './learner.ts';

const parameters = z.strictObject({
  learners: z.int().min(1).max(50_000).default(24).describe('people who practise, each with about 23 rows'),
  start: startParameter('the practice', `so that its week ${WEEKS} is running`),
});

const texts = subjects.flatMap((subject) => trackTexts[subject].map((text) => ({ subject, ...text })));

/** People of different strength, some weeks into their practice. */
export const cohort = defineScenario({
  name: 'cohort',
  summary:
    'Learners of different strength in six tracks: hints, attempts that get better, the same handed in twice.',
  parameters,
  shared(scope, { start }) {
    const first = mondayOf(start === undefined ? after(scope.now, (1 - WEEKS) * WEEK) : new Date(start));
    const tracks: RowOf<Track>[] = texts.map(({ slug, ...text }, n) => {
      const random = scope.random('track', n);
      const createdAt = officeMoment(after(first, -(10 + 9 * n) * DAY), random);
      return scope.add(make.track, n, { ...text, slug: scope.named(slug, '-'), createdAt });
    });
    return { tracks, first };
  },
  units: ({ learners }) => learners,
  unit: (scope, _, __, { tracks, first }) => addPractice(scope, tracks, first),
});
