// Writes single names of whole servers in another case: whatever IIS makes of it, no rule may conclude
// anything from it.
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import type { XmlElement } from '../../../server/src/core/xml/tree.js';
import { childElements } from '../../../server/src/core/xml/tree.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { sampleFiles } from '../../support/servers.js';

/** What tells of the name itself. */
const ofNames = new Set(['iis/unknown-element-or-attribute', 'iis/unknown-section']);

interface Name {
  readonly start: number;
  readonly end: number;
  /** The end tag's name, of an element that has one. */
  readonly endTag: number | null;
  readonly path: string;
}

/** The first name of every kind at every place that differs, so that a few hundred stand for thousands. */
function namesOf(text: string): Name[] {
  const found = new Map<string, Name>();
  const waiting: { element: XmlElement; path: string }[] = [{ element: parseXml(text).root!, path: '' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { element } = next;
    // One location stands for all others; those of ActiveSync have rules of their own.
    const location = element.name === 'location' ? (element.attributes[0]?.value ?? '') : '';
    const path = `${next.path}/${element.name}${/^Default.*ActiveSync/.exec(location)?.[0] ?? ''}`;
    const add = (name: string, { start, end }: { start: number; end: number }, endTag: number | null): void => {
      if (!found.has(name)) found.set(name, { start, end, endTag, path: name });
    };
    add(path, element.nameRange, element.endTag ? element.endTag.start + 2 : null);
    for (const { name, nameRange } of element.attributes) add(`${path}@${name}`, nameRange, null);
    for (const child of childElements(element)) waiting.push({ element: child, path });
  }
  return [...found.values()];
}

function inAnotherCase(text: string, { start, end, endTag }: Name): string {
  const name = text.slice(start, end);
  const other = /^[A-Z]/.test(name) ? name.charAt(0).toLowerCase() : name.charAt(0).toUpperCase();
  const replaced = text.slice(0, start) + other + text.slice(start + 1);
  return endTag === null ? replaced : replaced.slice(0, endTag) + other + replaced.slice(endTag + 1);
}

for (const sample of ['contoso-exchange-2019', 'fabrikam-device'] as const) {
  describe(`${sample} with a name in another case`, () => {
    const sources: SourceFile[] = [...sampleFiles(sample)].map(([name, text]) => ({ uri: `file:///s/${name}`, text }));
    const check = (files: readonly SourceFile[]) =>
      createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } }).analysis;
    const known = new Set(check(sources).findings.map(({ rule, configurationPath }) => `${rule} ${configurationPath}`));

    for (const source of sources.filter(({ uri }) => /applicationHost|HttpProxy\/sync\/|wwwroot/.test(uri))) {
      test(`of ${source.uri.slice('file:///s/'.length)}`, () => {
        const accused: string[] = [];
        for (const name of namesOf(source.text)) {
          const changed = { uri: source.uri, text: inAnotherCase(source.text, name) };
          const { findings, failures } = check(sources.map((one) => (one === source ? changed : one)));
          assert.deepEqual(failures, []);
          for (const { rule, configurationPath, severity } of findings) {
            const isNew = ofNames.has(rule) ? severity !== 'hint' : !known.has(`${rule} ${configurationPath}`);
            if (isNew) accused.push(`${name.path}: ${severity} ${rule} ${configurationPath}`);
          }
        }
        assert.deepEqual(accused, []);
      });
    }
  });
}
