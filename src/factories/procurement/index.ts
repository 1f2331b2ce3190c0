export * from './forms.ts';
export * from './people.ts';
