import { Track } from '../../entities/practice.ts';
import { factory } from '../factory.ts';
import { trackTexts } from './words.ts';

/** A track about coding, unless a trait says otherwise. */
export const track = factory(Track, {
  columns: {
    id: ({ id }) => id(),
    subject: 'coding',
    slug: ({ row, tag }) => `${row.subject}-${tag}`,
    title: ({ row, random }) => random.pick(trackTexts[row.subject]).title,
    labels: ({ row }) => textsOf(row)?.labels ?? [],
    modules: ({ row }) => textsOf(row)?.modules ?? [],
    version: 'v1',
    createdAt: ({ at }) => at,
  },
}).traits({
  math: () => ({ columns: { subject: 'math' } }),
  systems: () => ({ columns: { subject: 'systems' } }),
  /** That nobody has filled yet. */
  empty: () => ({ columns: { labels: [], modules: [] } }),
});

const textsOf = ({ subject, title }: Pick<Track, 'subject' | 'title'>) =>
  trackTexts[subject]?.find((one) => one.title === title);
