import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The links of a folder's documents that lead to no file in it, each as `document → link`. */
export const brokenLinks = (folder: string): string[] =>
  globSync('**/*.md', { cwd: folder }).flatMap((document) => {
    const text = readFileSync(join(folder, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .flatMap(([, link = '']) => (/^(https?:|mailto:|#)/.test(link) ? [] : link.replace(/#.*/, '')))
      .filter((link) => !existsSync(join(folder, dirname(document), link)))
      .map((link) => `${document} → ${link}`);
  });

/** The documents that texts of the program name, such as `docs/health.md`, and that are not there. */
export const missingDocuments = (folder: string): string[] =>
  globSync('{bin,dist}/**/*.js', { cwd: folder }).flatMap((file) => {
    const named = readFileSync(join(folder, file), 'utf8').match(/\bdocs\/[\w/-]+\.md\b/g) ?? [];
    return named.filter((name) => !existsSync(join(folder, name))).map((name) => `${file} → ${name}`);
  });
