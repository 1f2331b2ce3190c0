export * from './access.ts';
export * from './backends.ts';
export * from './catalog.ts';
export * from './content.ts';
export * from './members.ts';
export * from './messages.ts';
export * from './people.ts';
export * from './submissions.ts';
