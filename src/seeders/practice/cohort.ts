import { z } from 'zod';
import { Session, Submission, subjects, Track } from '../../entities/practice.ts';
import type { EntityClass, RowOf } from '../../entities/row.ts';
import * as make from '../../factories/practice/index.ts';
import { trackTexts } from '../../factories/practice/words.ts';
import { after, WEEK } from '../../random/clock.ts';
import { mondayOf } from '../monday.ts';
import { defineScenario } from '../scenario.ts';
import { addPractice, SESSIONS, submissionsOf, WEEKS } from './learner.ts';

const parameters = z.strictObject({
  learners: z.int().min(1).max(50_000).default(24).describe('people who practise, each with about 33 rows'),
});

const texts = subjects.flatMap((subject) => trackTexts[subject].map((text) => ({ subject, ...text })));

/** People of different strength, some weeks into their practice. */
export const cohort = defineScenario({
  name: 'cohort',
  summary:
    'Learners of different strength in six tracks: hints, attempts that get better, the same handed in twice.',
  parameters,
  shared(scope): readonly RowOf<Track>[] {
    const createdAt = after(mondayOf(scope.now), -(WEEKS + 4) * WEEK);
    return texts.map(({ slug, ...text }, n) =>
      scope.add(make.track, n, { ...text, slug: scope.named(slug, '-'), createdAt }),
    );
  },
  units: ({ learners }) => learners,
  unit: (scope, _, learner, tracks) => addPractice(scope, learner, tracks),
  counts: ({ learners }) => {
    let submissions = 0;
    for (let learner = 0; learner < learners; learner++) {
      for (let s = 0; s < SESSIONS; s++) submissions += submissionsOf(learner, s).length;
    }
    return new Map<EntityClass, number>([
      [Track, texts.length],
      [Session, learners * SESSIONS],
      [Submission, submissions],
    ]);
  },
});
