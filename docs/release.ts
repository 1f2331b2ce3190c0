import { readFileSync, writeFileSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };
import { released } from './changelog.ts';

// The second half of `npm run release`: what was not released is now that of the version which changesets has given.
const changelog = new URL('../CHANGELOG.md', import.meta.url);
const today = new Date().toISOString().slice(0, 10);
writeFileSync(changelog, released(readFileSync(changelog, 'utf8'), manifest.version, today));
