export * from './sessions.ts';
export * from './tracks.ts';
