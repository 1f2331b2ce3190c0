import { short } from '../marked/names.ts';

/** What a template is made from; each part is a text of any length that changes when what it stands for does. */
export interface Recipe {
  /** The domain's name. */
  readonly domain: string;
  /** What all templates of the domain rest on, such as the migrations: when it changes, all of them are old. */
  readonly foundation: string;
  /** What is asked for, such as a scenario with its parameters. */
  readonly dataset: string;
  /** What makes it, such as the scenario's source: when it changes, the template of that dataset is old. */
  readonly source: string;
}

const TEMPLATE = 'seedbed_tpl';

/**
 * The template's database. Those of one maintenance database (`place`) are apart from those of another: advisory
 * locks reach no further.
 *
 * @example templateName(recipe, 'postgres') // 'seedbed_tpl_e8a48653_0f3a21c4_88d1be70_5c9e0b1d_e3b0c442'
 */
export function templateName({ domain, foundation, dataset, source }: Recipe, place: string): string {
  return [TEMPLATE, ...[place, domain, foundation, dataset, source].map(short)].join('_');
}

/** Whether a template will not be used again, because `current` has taken its place. */
export function isOutdated(name: string, current: string): boolean {
  const [place, domain, foundation, dataset, source] = partsOf(name);
  const [herePlace, hereDomain, hereFoundation, hereDataset, hereSource] = partsOf(current);
  if (place !== herePlace || domain !== hereDomain) return false;
  return foundation !== hereFoundation || (dataset === hereDataset && source !== hereSource);
}

/** Whether the database is a template of that maintenance database. */
export const isTemplate = (name: string, place: string): boolean => partsOf(name)[0] === short(place);

const partsOf = (name: string): string[] => {
  const found = new RegExp(`^${TEMPLATE}${'_([0-9a-f]{8})'.repeat(5)}$`).exec(name);
  return found?.slice(1) ?? [];
};
