/** The cases of lint whose traits contradict each other, and say so. */
export const refusedCases = [
  'group.dynamic().withClaim()',
  'group.withClaim().dynamic()',
  'organization.childOf().community()',
  'organization.childOf().userOwned()',
  'organization.community().childOf()',
  'organization.community().userOwned()',
  'organization.userOwned().childOf()',
  'organization.userOwned().community()',
];
