const unreleased = '## Unreleased\n';

/** A changelog in which what was not released yet stands under a version, with an empty heading above it. */
export function released(changelog: string, version: string, date: string): string {
  return changelog.replace(unreleased, `${unreleased}\n## ${version} - ${date}\n`);
}
