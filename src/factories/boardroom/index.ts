export * from './people.ts';
export * from './rooms.ts';
