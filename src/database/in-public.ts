import pg from 'pg';

/** The full name of a table or sequence in `public`, for SQL: `public."user"`. */
export const inPublic = (name: string): string => `public.${pg.escapeIdentifier(name)}`;
