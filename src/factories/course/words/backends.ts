/** Execution backends: the systems that run and test submissions; a slug matches `^[A-Za-z0-9_-]+$`. */
export const executionBackends = [
  { type: 'python', slug: 'python-3-13-sandbox' },
  { type: 'python', slug: 'python-3-12-sandbox' },
  { type: 'python', slug: 'python-scientific-stack' },
  { type: 'java', slug: 'java-21-junit' },
  { type: 'c', slug: 'gcc-14-valgrind' },
  { type: 'cpp', slug: 'gcc-14-cpp23' },
  { type: 'haskell', slug: 'ghc-9_10-property-tests' },
  { type: 'sql', slug: 'postgres-17-queries' },
  { type: 'javascript', slug: 'node-24-browserless' },
  { type: 'octave', slug: 'octave-9-numerics' },
  { type: 'shell', slug: 'alpine-shell-scripts' },
  { type: 'quiz', slug: 'quiz-auto-marker' },
] as const satisfies readonly { type: string; slug: string }[];
