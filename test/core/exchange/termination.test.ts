// Where client certificates are validated: what counts as evidence, which virtual directory decides, and what
// an administrator says.
import { noSourcedFacts } from '../../../server/src/core/evidence/sourced.js';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exchangeServerOf } from '../../../server/src/core/exchange/server.js';
import { noPeers } from '../../../server/src/core/exchange/peers.js';
import type { ExchangeServer } from '../../../server/src/core/exchange/virtual-directory.js';
import type { Place } from '../../../server/src/core/text/range.js';
import type { TerminationKind, TerminationSetting } from '../../../server/src/core/exchange/termination.js';
import { legacyServer } from '../../support/servers.js';
import { serverOf } from '../../support/configuration.js';

type Shape = 'plain' | 'accepts' | 'requires' | 'maps' | 'windows';

const settings: Readonly<Record<Shape, string>> = {
  plain: '<access sslFlags="Ssl, Ssl128" />',
  accepts: '<access sslFlags="Ssl, SslNegotiateCert" />',
  requires: '<access sslFlags="Ssl, SslRequireCert" />',
  maps: '<authentication><clientCertificateMappingAuthentication enabled="true" /></authentication>',
  windows: '<authentication><windowsAuthentication enabled="true" /></authentication>',
};

const front = 'Default Web Site';
const back = 'Exchange Back End';
const sync = 'Microsoft-Server-ActiveSync';

/**
 * A server with ActiveSync, owa and ecp on both sites; `at` says what differs from it by configuration path.
 */
function server(at: Readonly<Record<string, Shape>>, termination: TerminationSetting = 'auto'): ExchangeServer {
  const site = (name: string, id: number, folder: string): string => `
    <site name="${name}" id="${id}">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
      ${[sync, 'owa', 'ecp']
        .map(
          (path) =>
            `<application path="/${path}"><virtualDirectory path="/" physicalPath="C:\\V15\\${folder}\\${path}" /></application>`,
        )
        .join('\n')}
    </site>`;
  const locations = Object.entries(at).map(
    ([path, shape]) =>
      `<location path="${path}"><system.webServer><security>${settings[shape]}</security></system.webServer></location>`,
  );
  const text = `<configuration>
    <system.applicationHost><sites>${site(front, 1, 'FrontEnd\\HttpProxy')}${site(back, 2, 'ClientAccess')}</sites></system.applicationHost>
    ${locations.join('\n')}
  </configuration>`;
  return exchange(text, termination);
}

function exchange(text: string, termination: TerminationSetting = 'auto'): ExchangeServer {
  const made = exchangeServerOf(serverOf({ 'applicationHost.config': text }), {
    termination,
    windowsServer: null,
    legacyInRun: false,
    peers: noPeers,
    facts: noSourcedFacts,
    exported: null,
  });
  assert.ok(made);
  return made;
}

const valueOf = (at: Readonly<Record<string, Shape>>): TerminationKind => server(at).termination.value;

describe('termination of a server', () => {
  test('is decided by certificates that are requested or mapped', () => {
    assert.equal(valueOf({}), 'none');
    assert.equal(valueOf({ [`${front}/${sync}`]: 'accepts' }), 'exchange');
    assert.equal(valueOf({ [`${front}/${sync}`]: 'requires' }), 'exchange');
    assert.equal(valueOf({ [`${front}/${sync}`]: 'maps' }), 'exchange');
  });

  test('is a gateway where ActiveSync alone has Windows authentication', () => {
    assert.equal(valueOf({ [`${front}/${sync}`]: 'windows' }), 'device');
    assert.equal(valueOf({ [`${front}/owa`]: 'windows' }), 'none');
    assert.equal(valueOf({ [`${front}/ecp`]: 'windows' }), 'none');
  });

  test('follows ActiveSync before owa, and owa before ecp', () => {
    const both = server({ [`${front}/${sync}`]: 'windows', [`${front}/owa`]: 'requires' });
    assert.equal(both.termination.value, 'device');
    assert.match(both.termination.evidence[0]!.message, /^Default Web Site\/Microsoft-Server-ActiveSync /);
    const pages = server({ [`${front}/ecp`]: 'accepts', [`${front}/owa`]: 'requires' });
    assert.equal(pages.termination.value, 'exchange');
    assert.deepEqual(
      pages.termination.evidence.map(({ message }) => message.split(' ')[2]),
      ['Site/owa'],
    );
    assert.equal(server({ [`${front}/ecp`]: 'requires' }).termination.value, 'exchange');
    assert.deepEqual(
      both.termination.virtualDirectories.map(({ value }) => value),
      ['device', 'exchange', 'none'],
    );
  });

  test('names the setting that decides at each virtual directory, and where the path is configured', () => {
    const { termination, configuration } = server({
      [`${front}/${sync}`]: 'windows',
      [`${front}/owa`]: 'requires',
      [`${front}/ecp`]: 'plain',
    });
    const { text } = configuration.applicationHost.document;
    const cut = ({ range }: Place): string => text.slice(range.start, range.end);
    assert.deepEqual(
      termination.virtualDirectories.map(({ place, decidedAt }) => [cut(place), decidedAt && cut(decidedAt)]),
      [
        [`<location path="${front}/${sync}">`, 'true'],
        [`<location path="${front}/owa">`, 'Ssl, SslRequireCert'],
        [`<location path="${front}/ecp">`, 'Ssl, Ssl128'],
      ],
    );
    const [unset] = server({}).termination.virtualDirectories;
    assert.deepEqual([cut(unset!.place), unset!.decidedAt], [`/${sync}`, null]);
  });

  test('is not decided by the back end', () => {
    assert.equal(valueOf({ [`${back}/${sync}`]: 'requires' }), 'none');
    assert.equal(valueOf({ [`${back}/${sync}`]: 'windows' }), 'none');
    const directory = server({ [`${back}/owa`]: 'maps' }).find('owa', 'backEnd')!;
    assert.equal(directory.termination, 'none');
  });

  test('is not decided by other virtual directories or by what is unknown', () => {
    assert.equal(valueOf({ [`${front}/EWS`]: 'requires' }), 'none');
    const twice = server({}).configuration.applicationHost.document.text.replace(
      '</configuration>',
      `${['true', 'false']
        .map(
          (on) =>
            `<location path="${front}/${sync}"><system.webServer><security><authentication><windowsAuthentication enabled="${on}" />` +
            '</authentication></security></system.webServer></location>',
        )
        .join('')}</configuration>`,
    );
    assert.equal(exchange(twice).termination.value, 'none');
  });

  test('is legacy where an older Client Access server is the only site', () => {
    const { termination } = exchange(legacyServer());
    assert.equal(termination.value, 'legacy');
    assert.equal(termination.chosenBy, 'evidence');
    assert.equal(termination.evidence.length, 1);
  });

  test('is what the administrator says, whatever the evidence', () => {
    for (const setting of ['exchange', 'device', 'legacy', 'none'] as const) {
      const { termination } = server({ [`${front}/${sync}`]: 'windows' }, setting);
      assert.deepEqual([termination.value, termination.chosenBy], [setting, 'setting']);
    }
  });
});
