import { InvalidArgumentError } from 'commander';

/** A migration by name, or 0 for what was before the first. */
export function parseGoal(text: string): string | 0 {
  if (text === '') throw new InvalidArgumentError('Name a migration, or 0 for none.');
  return text === '0' ? 0 : text;
}
