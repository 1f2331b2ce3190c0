import words from './words.json' with { type: 'json' };

/** Names of organisations; most datasets have fewer. */
export const { organisationNames } = words;

/** What is ordered, with the price of one. */
export const { products } = words;
