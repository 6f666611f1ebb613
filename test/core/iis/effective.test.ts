// The test vectors for the effective configuration, on real Exchange servers with the web.config files of
// their version.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { corpusServers, layOut } from '../../support/servers.js';
import {
  access,
  anonymous,
  basic,
  insertInto,
  modules,
  serverRuntime,
  setSetting,
  windows,
} from '../../support/plant.js';
import { effective, keys, serverOf } from '../../support/configuration.js';
import { corpus, skipWithoutCorpus } from '../../support/corpus.js';

const frontEnd = 'Default Web Site';
const activeSync = `${frontEnd}/Microsoft-Server-ActiveSync`;
const files = corpus === null ? null : layOut('E19');

describe('effective configuration of a stock Exchange 2019 server', { skip: skipWithoutCorpus }, () => {
  const server = files ? serverOf(files) : serverOf({});
  const value = (path: string, section: string, attribute: string): string | null =>
    effective(server, path, section, attribute).value;
  const from = (path: string, section: string, attribute: string): string => {
    const { origin } = effective(server, path, section, attribute);
    return origin.kind === 'schema' ? 'schema' : `${origin.kind} ${origin.configurationPath}`;
  };

  test('1: ActiveSync has its own SSL flags', () => {
    assert.equal(value(activeSync, access, 'sslFlags'), 'Ssl, Ssl128');
    assert.equal(from(activeSync, access, 'sslFlags'), `location ${activeSync}`);
  });
  test('2: owa inherits the site’s', () => {
    assert.equal(value(`${frontEnd}/owa`, access, 'sslFlags'), 'Ssl, Ssl128');
    assert.equal(from(`${frontEnd}/owa`, access, 'sslFlags'), `location ${frontEnd}`);
  });
  test('3: owa/Calendar has none', () => {
    assert.equal(value(`${frontEnd}/owa/Calendar`, access, 'sslFlags'), 'None');
  });
  test('4: Proxy inherits ActiveSync’s', () => {
    assert.equal(value(`${activeSync}/Proxy`, access, 'sslFlags'), 'Ssl, Ssl128');
    assert.equal(from(`${activeSync}/Proxy`, access, 'sslFlags'), `location ${activeSync}`);
  });
  test('a path that writes nothing has the element of the path above, unless that is not for applications below', () => {
    const at = (path: string) => server.section(path, access);
    assert.equal(at(`${activeSync}/Proxy`), at(activeSync));
    assert.equal(at(`${frontEnd}/owa`), at(frontEnd));
    assert.notEqual(at(`${frontEnd}/owa/Calendar`), at(`${frontEnd}/owa`));
  });
  test('5: EWS inherits the site’s', () => {
    assert.equal(from(`${frontEnd}/EWS`, access, 'sslFlags'), `location ${frontEnd}`);
  });
  test('6: ActiveSync has no providers', () => {
    assert.deepEqual(keys(server, activeSync, `${windows}#providers`), []);
  });
  test('7: mapi has the server’s providers', () => {
    assert.deepEqual(keys(server, `${frontEnd}/mapi`, `${windows}#providers`), ['Negotiate', 'NTLM']);
  });
  test('8: kernel mode is off, in mapi by its own word and in EWS by the server’s', () => {
    assert.equal(value(`${frontEnd}/mapi`, windows, 'useKernelMode'), 'false');
    assert.equal(from(`${frontEnd}/mapi`, windows, 'useKernelMode'), `location ${frontEnd}/mapi`);
    assert.equal(value(`${frontEnd}/EWS`, windows, 'useKernelMode'), 'false');
    assert.equal(from(`${frontEnd}/EWS`, windows, 'useKernelMode'), 'section ');
  });
  test('9: ActiveSync’s web.config sets the read-ahead', () => {
    assert.equal(value(activeSync, serverRuntime, 'uploadReadAheadSize'), '0');
    assert.equal(value(activeSync, serverRuntime, 'appConcurrentRequestLimit'), '65535');
    assert.equal(from(activeSync, serverRuntime, 'uploadReadAheadSize'), `section ${activeSync}`);
  });
  test('10: owa’s web.config is applied at owa and again at the application inside it', () => {
    assert.equal(value(`${frontEnd}/owa`, serverRuntime, 'uploadReadAheadSize'), '0');
    assert.equal(value(`${frontEnd}/owa/Calendar`, serverRuntime, 'uploadReadAheadSize'), '0');
    assert.equal(
      from(`${frontEnd}/owa/Calendar`, serverRuntime, 'uploadReadAheadSize'),
      `location ${frontEnd}/owa/Calendar`,
    );
  });
  test('11: Rpc', () => {
    assert.equal(value(`${frontEnd}/Rpc`, serverRuntime, 'appConcurrentRequestLimit'), '120000');
    assert.equal(value(`${frontEnd}/Rpc`, serverRuntime, 'uploadReadAheadSize'), '0');
  });
  test('12: the back end’s PowerShell', () => {
    assert.equal(value('Exchange Back End/PowerShell', access, 'sslFlags'), 'Ssl, SslNegotiateCert, Ssl128');
  });
  test('13: the front end’s PowerShell offers Negotiate only', () => {
    assert.deepEqual(keys(server, `${frontEnd}/PowerShell`, `${windows}#providers`), ['Negotiate']);
  });
  test('14: anonymous users are IUSR', () => {
    assert.equal(value(`${frontEnd}/EWS`, anonymous, 'userName'), 'IUSR');
  });
  test('15: ActiveSync’s modules are the server’s without what its web.config removes, and with what it adds', () => {
    const root = keys(server, '', modules)!;
    const own = keys(server, activeSync, modules)!;
    assert.ok(own.includes('CertificateMappingAuthenticationModule'));
    assert.ok(root.includes('RequestFilteringModule') && !own.includes('RequestFilteringModule'));
    const added = own.filter((name) => !root.includes(name));
    assert.deepEqual(added.sort(), [
      'CasHealthModule',
      'HostHeaderValidationModule',
      'HttpProxy',
      'HttpRequestFilteringModule',
      'OAuthAuthModule',
    ]);
    assert.ok(!keys(server, `${frontEnd}/API`, modules)!.includes('CertificateMappingAuthenticationModule'));
  });
  test('16: owa/auth is anonymous', () => {
    assert.equal(value(`${frontEnd}/owa/auth`, anonymous, 'enabled'), 'true');
    assert.equal(value(`${frontEnd}/owa/auth`, basic, 'enabled'), 'false');
  });
  test('17: access in ActiveSync’s web.config is refused and makes the value unknown', () => {
    const name = 'FrontEnd/HttpProxy/sync/web.config';
    const text = files!
      .get(name)!
      .replace('<system.webServer>', '<system.webServer><security><access sslFlags="Ssl" /></security>');
    const planted = serverOf(new Map(files).set(name, text));
    const [rejection, ...others] = planted.rejections();
    assert.deepEqual(others, []);
    assert.equal(rejection?.kind, 'locked-section');
    assert.equal(rejection.configurationPath, activeSync);
    assert.equal(text.slice(rejection.range.start, rejection.range.end), '<access sslFlags="Ssl" />');
    assert.equal(effective(planted, activeSync, access, 'sslFlags').state, 'unknown');
    assert.equal(effective(planted, `${frontEnd}/EWS`, access, 'sslFlags').value, 'Ssl, Ssl128');
  });
  test('18: ActiveSync’s web.config beats the location of applicationHost.config', () => {
    const text = setSetting(
      files!.get('applicationHost.config')!,
      activeSync,
      serverRuntime,
      'uploadReadAheadSize',
      '49152',
    );
    const planted = serverOf(new Map(files).set('applicationHost.config', text));
    const found = effective(planted, activeSync, serverRuntime, 'uploadReadAheadSize');
    assert.equal(found.value, '0');
    const uris = found.trail.map((origin) => (origin.kind === 'schema' ? '' : origin.uri));
    assert.equal(uris.at(-1), 'exch01/FrontEnd/HttpProxy/sync/web.config');
    assert.equal(uris.at(-2), 'exch01/applicationHost.config');
  });
  test('19: a provider that is inherited already is refused', () => {
    const text = insertInto(files!.get('applicationHost.config')!, `${frontEnd}/mapi`, windows, [
      '<providers>',
      '<add value="negotiate" />',
      '</providers>',
    ]);
    const planted = serverOf(new Map(files).set('applicationHost.config', text));
    const [rejection, ...others] = planted.rejections();
    assert.deepEqual(others, []);
    assert.equal(rejection?.kind, 'duplicate-entry');
    assert.equal(rejection.configurationPath, `${frontEnd}/mapi`);
    assert.equal(rejection.inherited, true);
    assert.equal(keys(planted, `${frontEnd}/mapi`, `${windows}#providers`), null);
  });
  test('20: flags on the site reach those without their own, not ActiveSync', () => {
    const text = setSetting(
      files!.get('applicationHost.config')!,
      frontEnd,
      access,
      'sslFlags',
      'Ssl, SslNegotiateCert, SslRequireCert',
    );
    const planted = serverOf(new Map(files).set('applicationHost.config', text));
    for (const name of ['owa', 'ecp', 'EWS', 'Autodiscover']) {
      assert.equal(
        effective(planted, `${frontEnd}/${name}`, access, 'sslFlags').value,
        'Ssl, SslNegotiateCert, SslRequireCert',
        name,
      );
    }
    assert.equal(effective(planted, activeSync, access, 'sslFlags').value, 'Ssl, Ssl128');
  });
  test('without web.config files, what they may write is unknown and what is locked is known', () => {
    const alone = serverOf({ 'applicationHost.config': files!.get('applicationHost.config')! });
    assert.equal(effective(alone, activeSync, serverRuntime, 'uploadReadAheadSize').state, 'unknown');
    assert.equal(keys(alone, activeSync, modules), null);
    assert.equal(effective(alone, activeSync, access, 'sslFlags').state, 'known');
  });
  test('every web.config of the version finds its virtual directory', () => {
    const placed = new Set([...server.placedFiles.keys()].map(({ uri }) => uri.slice('exch01/'.length)));
    const lost = [...files!.keys()].filter((name) => name.toLowerCase().endsWith('web.config') && !placed.has(name));
    assert.deepEqual(lost, []);
  });
});

describe('stock servers of every version', { skip: skipWithoutCorpus }, () => {
  for (const { name, text } of corpusServers()) {
    test(`IIS refuses nothing of ${name}`, () => {
      assert.deepEqual(serverOf({ 'applicationHost.config': text }).rejections(), []);
    });
  }
});
