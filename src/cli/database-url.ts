/** The server that the user has chosen instead of the embedded one; empty counts as unset. */
export function databaseUrl(): string | undefined {
  return process.env['DATABASE_URL'] || undefined;
}
