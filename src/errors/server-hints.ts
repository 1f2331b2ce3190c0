/** What to do about a SQLSTATE or a class of them for which nothing is to blame but the server and its state. */
export const serverHints: Readonly<Record<string, string>> = {
  '08': 'See whether the server still runs, and what stands between it and you, then try again.',
  // It takes no writes.
  '25006':
    'The server is a standby, or the url or PGOPTIONS asks for reading only: connect to the primary server, or leave that out.',
  '40': 'Something else was working there at the same time: try again.',
  '53': 'The server is out of resources: see its log, then try again.',
  // A limit of the role or the database.
  '53400':
    'A limit that is set for the role, the database or the server has been reached, such as temp_file_limit: raise it there.',
  '54': 'A limit of the server is in the way: see its log.',
  '57': 'The server was asked to stop this: try again when it is back.',
  '57014': 'A timeout or an administrator ended it: allow it more time (statement_timeout), then try again.',
  '57P04': 'That database has just been dropped: choose another one, or make it again.',
  '58': 'The server has trouble with its disk or system: see its log.',
  F0: 'The configuration of the server is broken: see its log.',
  HV: 'Another server to which that database has a connection has failed: see its log.',
  XX: 'The server has failed or its data is damaged: see its log.',
};
