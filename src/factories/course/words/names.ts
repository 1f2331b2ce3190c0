import words from './names.json' with { type: 'json' };

/**
 * Given and family names that belong together, by locale, and how many of 44 people have names of it. No family name is
 * in two locales, however it is written, so that no pair of names is in two.
 */
export const { locales } = words;
