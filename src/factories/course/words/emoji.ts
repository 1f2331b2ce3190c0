import words from './emoji.json' with { type: 'json' };

/** Every emoji of a single character, and the letters of flags. */
export const { emoji } = words;

/** Emoji of several characters: flags, keys, skin tones, families, and one that is text unless asked. */
export const { emojiSequences } = words;
