// Which version of Exchange the build folders of a server name.
import { strict as assert } from 'node:assert';
import { describe, test } from 'node:test';
import { builtVersion, versionName } from '../../../server/src/core/exchange/server.js';
import { serverOf } from '../../support/configuration.js';

function versionOf(...paths: readonly string[]): string | null {
  const locations = paths.map((path) => `<location path="${path}"></location>`).join('');
  const version = builtVersion(serverOf({ 'applicationHost.config': `<configuration>${locations}</configuration>` }));
  return version && versionName(version);
}

describe('the version of Exchange by its build folders', () => {
  for (const [folder, expected] of [
    ['14.3.496.0', 'Exchange 2010'],
    ['15.0.1497.2', 'Exchange 2013'],
    ['15.1.2507.6', 'Exchange 2016'],
    ['15.2.221.12', 'Exchange 2019'],
    ['15.2.1748.10', 'Exchange 2019'],
    ['15.2.2561.99', 'Exchange 2019'],
    ['15.2.2562.17', 'Exchange Server SE'],
    ['15.2.2595.3', 'Exchange Server SE'],
  ] as const) {
    test(`${folder} is of ${expected}`, () => {
      assert.equal(versionOf(`Exchange Back End/owa/${folder}`), expected);
      assert.equal(versionOf(`Exchange Back End/owa/${folder}/scripts`), expected);
    });
  }

  test('the newest counts, in whatever order an upgrade left them', () => {
    const folders = ['Exchange Back End/owa/15.2.1748.10', 'Exchange Back End/owa/15.2.2562.17'];
    assert.equal(versionOf(...folders), 'Exchange Server SE');
    assert.equal(versionOf(...folders.reverse()), 'Exchange Server SE');
  });

  test('nothing is said where no folder tells, or none that is known', () => {
    assert.equal(versionOf('Default Web Site/owa'), null);
    assert.equal(versionOf('Default Web Site/owa/15.2'), null);
    assert.equal(versionOf('Default Web Site/owa/16.0.1.1'), null);
    assert.equal(versionOf('Default Web Site/owa/15.3.1.1'), null);
  });
});
