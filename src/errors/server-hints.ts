/** What to do where the server takes no writes. */
export const whereReadOnly =
  'The server is a standby, or the url or PGOPTIONS asks for reading only: connect to the primary server, or leave that out.';

/** What to do where PostgreSQL names a limit that somebody has set (53400). */
export const whereLimited =
  'A limit that is set for the role, the database or the server has been reached, such as temp_file_limit: raise it there.';
