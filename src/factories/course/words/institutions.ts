import words from './institutions.json' with { type: 'json' };

/** Universities that exist nowhere; `path` is one label and fits a mail domain such as `<path>.example.edu`. */
export const { universities } = words;

/** Faculties, departments and institutes, for the levels below a university; `path` is one label. */
export const { departments } = words;

/** Street names without a number. */
export const { streets } = words;

/** Towns that are on no map, each with its region and the country that this would be in. */
export const { localities } = words;

/**
 * Countries that have set telephone numbers aside for fiction: patterns of these, and of postal codes that are assigned to
 * no place; `#` stands for a digit, `A` for a letter.
 */
export const { countries } = words;
