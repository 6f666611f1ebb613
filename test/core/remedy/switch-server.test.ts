// What a switch sets for the server and for whole sites: no more than is needed, and nothing that someone
// else uses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noSourcedFacts } from '../../../server/src/core/evidence/sourced.js';
import { exchangeServerOf } from '../../../server/src/core/exchange/server.js';
import { noPeers } from '../../../server/src/core/exchange/peers.js';
import type { SwitchOptions } from '../../../server/src/core/remedy/switch.js';
import { switchTermination } from '../../../server/src/core/remedy/switch.js';
import { serverOf } from '../../support/configuration.js';
import { activeSync, iisMapping, mapping, owa } from '../../support/plant.js';

const [front, back, intranet] = ['Default Web Site', 'Exchange Back End', 'Intranet'];

/**
 * Two sites of Exchange and another one; `on` lists what is enabled, as path and section, in the order of the
 * file.
 */
function textOf(...on: readonly (readonly [path: string, section: string, value?: string])[]): string {
  const site = (name: string, id: number, folder: string, paths: readonly string[]): string => `
    <site name="${name}" id="${id}">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
      ${paths
        .map(
          (path) =>
            `<application path="/${path}"><virtualDirectory path="/" physicalPath="C:\\V15\\${folder}\\${path}" /></application>`,
        )
        .join('\n')}
    </site>`;
  const paths = ['Microsoft-Server-ActiveSync', 'owa', 'ecp'];
  const sites =
    site(front, 1, 'FrontEnd\\HttpProxy', paths) + site(back, 2, 'ClientAccess', paths) + site(intranet, 3, '', []);
  const locations = on.map(
    ([path, section, value = 'true']) =>
      `<location path="${path}"><system.webServer><security><authentication>` +
      `<${section.slice(section.lastIndexOf('/') + 1)} enabled="${value}" />` +
      '</authentication></security></system.webServer></location>',
  );
  return `<configuration><system.applicationHost><sites>${sites}</sites></system.applicationHost>${locations.join('')}</configuration>`;
}

/** What the switch sets outside the virtual directories: `path section value`. */
function setForServer(text: string, options: SwitchOptions): string[] {
  const server = exchangeServerOf(serverOf({ 'applicationHost.config': text }), {
    termination: 'auto',
    windowsServer: null,
    legacyInRun: false,
    peers: noPeers,
    facts: noSourcedFacts,
    exported: null,
  });
  assert.ok(server);
  const remedies = switchTermination(server, options);
  assert.ok(!('problem' in remedies));
  return remedies
    .filter(({ title }) => title.endsWith(': server'))
    .flatMap(({ changes }) => changes)
    .flatMap((change) =>
      change.kind === 'setting'
        ? [`${change.target.configurationPath} ${change.target.section} ${change.value ?? ''}`]
        : [],
    );
}

test('mapping at the server is kept from every site, but not from one that maps on purpose', () => {
  const set = setForServer(textOf([intranet, mapping]), { to: 'exchange' });
  assert.ok(set.includes(` ${mapping} true`));
  assert.ok(set.includes(`${front} ${mapping} false`));
  assert.ok(set.includes(`${back} ${mapping} false`));
  assert.ok(!set.includes(`${intranet} ${mapping} false`));
  assert.ok(setForServer(textOf(), { to: 'exchange' }).includes(`${intranet} ${mapping} false`));
});

test('mapping at the server stays on while another virtual directory maps or may map', () => {
  const off = ` ${mapping} false`;
  const options = { to: 'default', virtualDirectories: ['Microsoft-Server-ActiveSync'] } as const;
  const own = [activeSync, mapping] as const;
  assert.ok(setForServer(textOf(own), options).includes(off));
  assert.ok(!setForServer(textOf(own, [owa, mapping]), options).includes(off));
  // Two sections for one path: IIS refuses the file, and what it would map is unknown.
  assert.ok(!setForServer(textOf(own, [owa, mapping], [owa, mapping, 'false']), options).includes(off));
});

test('mapping that is on for the site as a whole is switched off, of both kinds', () => {
  for (const section of [mapping, iisMapping]) {
    for (const to of ['exchange', 'device', 'default'] as const) {
      assert.ok(setForServer(textOf([front, section]), { to }).includes(`${front} ${section} false`), to);
    }
  }
  assert.ok(!setForServer(textOf(), { to: 'exchange' }).includes(`${front} ${iisMapping} false`));
});
