import { Track } from '../../entities/practice.ts';
import { factory } from '../factory.ts';
import { trackTexts } from './words.ts';

/** A track about coding, unless a trait says otherwise. */
export const track = factory(Track, {
  columns: {
    id: ({ id }) => id(),
    subject: 'coding',
    slug: ({ row, tag }) => `${row.subject}-${tag}`,
    title: ({ row, random }) => random.pick(textsOf(row)).title,
    labels: ({ row }) => textOf(row)?.labels ?? [],
    modules: ({ row }) => textOf(row)?.modules ?? [],
    version: 'v1',
    createdAt: ({ now }) => now,
  },
}).traits({
  math: () => ({ columns: { subject: 'math' } }),
  systems: () => ({ columns: { subject: 'systems' } }),
  /** That is empty. */
  empty: () => ({ columns: { labels: [], modules: [] } }),
});

/** A subject that is none is refused by its rule, not here. */
const textsOf = ({ subject }: Pick<Track, 'subject'>) => trackTexts[subject] ?? trackTexts.coding;

const textOf = (row: Pick<Track, 'subject' | 'title'>) =>
  textsOf(row).find(({ title }) => title === row.title);
