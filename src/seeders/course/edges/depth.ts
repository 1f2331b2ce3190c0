/** How deep a path goes: an index takes 2,704 bytes of one, and a short label needs eight. */
export const LEVELS = 250;
