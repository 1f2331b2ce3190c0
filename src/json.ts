// The package's entry `seedbed/json`: the shapes of what commands print with `--json`.

export { documents, failureDocument } from './report/documents.ts';
