// Checks that a tag, the version of the package and the changelog agree, and writes that version's part of
// the changelog to RELEASE_NOTES.md. Used by the release workflow: node scripts/release.mjs --tag v1.2.3
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { manifest, root } from './bundles.mjs';

/**
 * The part of a changelog that tells of a version. Throws, with a sentence for the user, when something does
 * not agree.
 */
export function releaseNotes(changelog, version, tag) {
  if (tag !== `v${version}`) throw new Error(`The tag is ${tag}, but package.json says version ${version}.`);
  const parts = changelog.split(/^## /m).slice(1);
  const unreleased = parts.find((part) => part.startsWith('[Unreleased]'));
  if (unreleased !== undefined && unreleased.trim() !== '[Unreleased]') {
    throw new Error('CHANGELOG.md has unreleased changes. Give them a version first.');
  }
  const part = parts.find((text) => text.startsWith(`[${version}]`));
  if (part === undefined) throw new Error(`CHANGELOG.md has no section for version ${version}.`);
  const [, ...lines] = part.trim().split('\n');
  return `${lines.join('\n').trim()}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { tag: { type: 'string' } } });
  try {
    const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
    writeFileSync(path.join(root, 'RELEASE_NOTES.md'), releaseNotes(changelog, manifest.version, values.tag));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
