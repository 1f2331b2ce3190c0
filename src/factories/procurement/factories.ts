import type { Named } from '../definition.ts';
import * as made from './index.ts';

export interface OrganisationFactory extends Named<typeof made.organisation> {}
export interface UserFactory extends Named<typeof made.user> {}
export interface SessionFactory extends Named<typeof made.session> {}
export interface PorfFactory extends Named<typeof made.porf> {}
export interface PorfLineFactory extends Named<typeof made.porfLine> {}

interface Names {
  organisation: OrganisationFactory;
  user: UserFactory;
  session: SessionFactory;
  porf: PorfFactory;
  porfLine: PorfLineFactory;
}

/** Each factory under a name of its own, which editors and messages show. */
export type ProcurementFactories = { readonly [K in keyof typeof made]: Names[K] };

/** The factories of the domain. */
export const factories: ProcurementFactories = made;
