/** What `result.status` holds, as the platform's workers write it. */
export const resultStatus = {
  finished: 0,
  failed: 1,
  cancelled: 2,
  scheduled: 3,
  pending: 4,
  running: 5,
  crashed: 6,
  paused: 7,
  cancelling: 8,
} as const;
