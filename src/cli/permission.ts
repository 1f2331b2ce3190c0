import type { Command } from 'commander';
import type { Permission } from '../staging/permission.ts';
import { author, currentCommit } from './author.ts';
import type { Target } from './target.ts';

export interface ConfirmOptions {
  readonly confirm?: string;
}

/** Adds `--confirm`, which every command has that replaces data. */
export const withConfirmOption = (command: Command): Command =>
  command.option('--confirm <host:port/database>', 'the database whose data is replaced, exactly');

/** Who asks for it, and whether it may be done. */
export const permissionOf = async (
  { embedded }: Target,
  { confirm }: ConfirmOptions,
): Promise<Permission> => ({
  author: { by: author(), commit: await currentCommit() },
  embedded,
  confirm,
});
