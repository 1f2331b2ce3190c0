import type { Domain } from '../domain.ts';
import { nameOf } from '../domains.ts';
import { renderTable } from './table.ts';

/** A scenario as it is listed. */
interface Listed {
  readonly domain: string;
  /** What it is called at the command line. */
  readonly name: string;
  readonly summary: string;
}

export const listOf = (domains: readonly Domain[]): Listed[] =>
  domains.flatMap((domain) =>
    domain.scenarios.map((scenario) => ({
      domain: domain.name,
      name: nameOf({ domain, scenario }),
      summary: scenario.summary,
    })),
  );

export function renderScenarios(all: readonly Listed[]): string {
  const rows = all.map(({ name, domain, summary }) => [name, domain, summary]);
  const table = renderTable(['scenario', 'domain', 'what it is'], rows);
  return `${table}\n\nseedbed plan <scenario> shows its parameters and how many rows it makes.`;
}
