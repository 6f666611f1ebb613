// Version, changelog and tag agree before anything is published.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const { releaseNotes } = (await import(path.join(repositoryRoot, 'scripts/release.mjs'))) as {
  releaseNotes: (changelog: string, version: string, tag: string) => string;
};

test('the changelog ends with the version of the manifest, or tells of what comes after it', () => {
  const { version } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const heads = [...readFileSync(path.join(repositoryRoot, 'CHANGELOG.md'), 'utf8').matchAll(/^## \[(.+?)\]/gm)];
  const [first] = heads.map(([, head]) => head);
  assert.ok(first === 'Unreleased' || first === version, first);
});

test('release notes are the part of the version', () => {
  const changelog = '# Changelog\n\n## [1.1.0] - 2026-11-29\n\n### Added\n\n- New.\n\n## [1.0.0]\n\n- Old.\n';
  assert.equal(releaseNotes(changelog, '1.1.0', 'v1.1.0'), '### Added\n\n- New.\n');
});

test('a release is refused when tag, version or changelog disagree', () => {
  assert.throws(() => releaseNotes('## [1.0.0]\n', '1.0.0', 'v1.0.1'), /tag is v1\.0\.1/);
  assert.throws(() => releaseNotes('## [1.0.0]\n', '1.0.1', 'v1.0.1'), /no section/);
  assert.throws(() => releaseNotes('## [Unreleased]\n\n- New.\n\n## [1.0.0]\n', '1.0.0', 'v1.0.0'), /unreleased/);
});
