import { renderTable } from '../../src/cli/table.ts';
import { type Measured, median } from './measure.ts';

const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
/** Three digits say as much as was measured. */
const rounded = (figure: number): string => Number(figure.toPrecision(3)).toLocaleString('en');

/** Since the last time on this machine, if any; what is within the spread says little. */
function change(ratio: number, before: number | undefined): string {
  if (before === undefined) return 'new';
  const percent = Math.round((ratio / before - 1) * 100);
  return `${percent < 0 ? '−' : '+'}${Math.abs(percent)} %`;
}

/** Results for people; the spread is from the lowest ratio to the highest, and the figures are medians. */
export const renderMeasured = (
  results: readonly Measured[],
  before: Readonly<Record<string, number>>,
): string =>
  renderTable(
    ['benchmark', 'ratio', 'change', 'spread', 'target', 'met', 'ours', 'theirs', 'unit'],
    results.map(({ name, ratio, target, met, unit, runs }) => {
      const ratios = runs.map((run) => run.ratio);
      const spread = `${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`;
      const goal = target === null ? ['none', ''] : [times(target), met ? 'yes' : 'no'];
      const figures = [runs.map(({ ours }) => ours), runs.map(({ theirs }) => theirs)]
        .map(median)
        .map(rounded);
      return [name, times(ratio), change(ratio, before[name]), spread, ...goal, ...figures, unit];
    }),
  );
