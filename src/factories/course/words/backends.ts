import words from './backends.json' with { type: 'json' };

/**
 * Execution backends: the systems that run and test submissions, by a queue of their own or by an address; a slug matches
 * `^[A-Za-z0-9_-]+$`.
 */
export const { executionBackends } = words;
