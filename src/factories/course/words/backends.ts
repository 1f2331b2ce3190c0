/**
 * Execution backends: the systems that run and test submissions, by a queue of their own or by an address; a slug matches
 * `^[A-Za-z0-9_-]+$`.
 */
export const executionBackends = [
  { type: 'temporal:python', slug: 'python-3-13-sandbox', properties: { task_queue: 'testing-python' } },
  { type: 'temporal:python', slug: 'python-3-12-sandbox', properties: { task_queue: 'testing-python' } },
  { type: 'temporal:python', slug: 'python-scientific-stack', properties: { task_queue: 'testing-python' } },
  { type: 'temporal:java', slug: 'java-21-junit', properties: { task_queue: 'testing-java' } },
  { type: 'temporal:c', slug: 'gcc-14-valgrind', properties: { task_queue: 'testing-c' } },
  { type: 'temporal:cpp', slug: 'gcc-14-cpp23', properties: { task_queue: 'testing-cpp' } },
  {
    type: 'temporal:haskell',
    slug: 'ghc-9_10-property-tests',
    properties: { task_queue: 'testing-haskell' },
  },
  { type: 'temporal:sql', slug: 'postgres-17-queries', properties: { task_queue: 'testing-sql' } },
  {
    type: 'temporal:javascript',
    slug: 'node-24-browserless',
    properties: { task_queue: 'testing-javascript' },
  },
  { type: 'temporal:octave', slug: 'octave-9-numerics', properties: { task_queue: 'testing-octave' } },
  { type: 'temporal:shell', slug: 'alpine-shell-scripts', properties: { task_queue: 'testing-shell' } },
  {
    type: 'prefect_builtin',
    slug: 'quiz-auto-marker',
    properties: { url: 'https://quiz.example.edu/api', deployment: 'quiz/auto-marker' },
  },
] as const satisfies readonly { type: string; slug: string; properties: Readonly<Record<string, string>> }[];
