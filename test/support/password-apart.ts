/** A url without its password, which is in the environment: the titles of processes are for all to read. */
export function passwordApart(url: string): { readonly dbname: string; readonly env: NodeJS.ProcessEnv } {
  const bare = new URL(url);
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(bare.password) };
  bare.password = '';
  return { dbname: `--dbname=${bare}`, env };
}
