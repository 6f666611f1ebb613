// Which packages the bundles contain, and the text of their licenses.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const licenseFile = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i;
const rule = '-'.repeat(80);

/** Folders below the root of every package of which a bundle contains a line, sorted. */
export function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const [, folder] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
      if (folder !== undefined) folders.add(folder);
    }
  }
  return [...folders].sort();
}

/**
 * Of a package that leaves the choice, the license under which it is bundled: its part of the license file.
 */
const chosen = new Map([['node-forge', { license: 'BSD-3-Clause', begins: 'New BSD License', ends: /\n-{70,}\n/ }]]);

/**
 * The text of ThirdPartyNotices.txt: the packages with their copyright notices, and the terms that they share
 * once. Throws when a package states no license that can be repeated.
 */
export function thirdPartyNotices(root, folders) {
  /** Terms as first written, and names of packages by their notices; by the words of the terms. */
  const sections = new Map();
  for (const folder of folders) {
    const manifest = JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
    const files = readdirSync(path.join(root, folder))
      .filter((file) => licenseFile.test(file))
      .sort();
    const texts = files.map((file) =>
      readFileSync(path.join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    );
    const text = files.length > 0 ? texts.join('\n\n') : declaredLicense(manifest);
    const choice = chosen.get(manifest.name);
    const head = `${manifest.name} ${manifest.version} (${choice?.license ?? manifest.license})`;
    const own = choice ? partOf(text, choice, head) : text;
    const at = Math.max(0, own.indexOf('Permission is hereby granted, free of charge'));
    const [notice, terms] = [own.slice(0, at).trim(), own.slice(at)];
    const key = terms.replaceAll(/\s+/g, ' ');
    const section = sections.get(key) ?? { terms, notices: new Map() };
    sections.set(key, section);
    section.notices.set(notice, new Set(section.notices.get(notice)).add(head));
  }
  const list = [...sections.values()].map(({ terms, notices }) => {
    const packages = [...notices].map(([notice, heads]) =>
      [...heads, ...(notice === '' ? [] : ['', notice])].join('\n'),
    );
    return `${rule}\n${packages.join('\n\n')}\n${rule}\n\n${terms}\n`;
  });
  return ['Exchange CBA contains the following third-party software.\n', ...list].join('\n');
}

function partOf(text, { begins, ends }, head) {
  const start = text.indexOf(begins);
  if (start < 0) throw new Error(`The license file of ${head} has no part that begins with '${begins}'.`);
  return text.slice(start).split(ends)[0].trim();
}

/** The license of a package without a license file, from what its manifest declares. */
function declaredLicense({ name, license, author }) {
  const holder = typeof author === 'string' ? author : author?.name;
  if (license !== 'MIT' || holder === undefined) throw new Error(`${name} is bundled and states no license text.`);
  return `Copyright (c) ${holder}\n\n${mit}`;
}

const mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
