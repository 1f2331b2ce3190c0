import type { Named } from '../definition.ts';
import * as made from './index.ts';

export interface TrackFactory extends Named<typeof made.track> {}
export interface SessionFactory extends Named<typeof made.session> {}
export interface SubmissionFactory extends Named<typeof made.submission> {}

interface Names {
  track: TrackFactory;
  session: SessionFactory;
  submission: SubmissionFactory;
}

/** Each factory under a name of its own, which editors and messages show. */
export type PracticeFactories = { readonly [K in keyof typeof made]: Names[K] };

/** The factories of the domain. */
export const factories: PracticeFactories = made;
