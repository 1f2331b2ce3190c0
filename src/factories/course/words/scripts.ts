import words from './scripts.json' with { type: 'json' };

/** A name, or at least some letters, in every script of which Unicode has letters. */
export const { scripts } = words;
