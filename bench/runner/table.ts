import { renderTable } from '../../src/cli/table.ts';
import type { Measured } from './measure.ts';

const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

/** Results for people; the spread is from the lowest ratio to the highest. */
export const renderMeasured = (results: readonly Measured[]): string =>
  renderTable(
    ['benchmark', 'ratio', 'spread', 'target', 'met'],
    results.map(({ name, ratio, target, met, runs }) => {
      const ratios = runs.map((run) => run.ratio);
      const spread = `${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`;
      const goal = target === null ? ['none', ''] : [times(target), met ? 'yes' : 'no'];
      return [name, times(ratio), spread, ...goal];
    }),
  );
