import type { Named } from '../definition.ts';
import * as made from './index.ts';

export interface UserFactory extends Named<typeof made.user> {}
export interface BoardroomFactory extends Named<typeof made.boardroom> {}
export interface SessionFactory extends Named<typeof made.session> {}
export interface ThreadFactory extends Named<typeof made.thread> {}

interface Names {
  user: UserFactory;
  boardroom: BoardroomFactory;
  session: SessionFactory;
  thread: ThreadFactory;
}

/** Each factory under a name of its own, which editors and messages show. */
export type BoardroomFactories = { readonly [K in keyof typeof made]: Names[K] };

/** The factories of the domain. */
export const factories: BoardroomFactories = made;
