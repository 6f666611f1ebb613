// What an applicationHost.config that was not copied whole does not say is unknown, so nothing is reported
// for it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked, foundIn } from '../../corpus/verdict.js';
import { sampleFiles } from '../../support/servers.js';

const host = 'applicationHost.config';
const samples = ['contoso-exchange-2019', 'fabrikam-device'];
const notWellFormed = 'iis/not-well-formed';

describe('an applicationHost.config that ends early', () => {
  for (const sample of samples) {
    const files = sampleFiles(sample);
    const text = files.get(host)!;
    const name = ({ rule, configurationPath }: { rule: string; configurationPath: string }): string =>
      `${rule} ${configurationPath}`;
    const whole = new Set(foundIn(checked(files), files).map(name));
    const afterSections = text.indexOf('</configSections>') + 20;
    for (let part = 0; part < 40; part++) {
      const end = afterSections + Math.floor(((text.length - afterSections - 20) * part) / 40);
      it(`${sample} has no other findings if it ends at ${String(end)}`, () => {
        const cut = new Map(files).set(host, text.slice(0, end));
        const found = foundIn(checked(cut), cut);
        assert.ok(found.some(({ rule }) => rule === notWellFormed));
        const added = found.filter((one) => one.rule !== notWellFormed && !whole.has(name(one)));
        assert.deepEqual(added.map(name), []);
      });
    }
  }
});
