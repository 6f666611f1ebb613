// What IIS refuses is not merged, for every reason alike: its value is unknown, and no file but the refused
// one is blamed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effective, serverOf } from '../../support/configuration.js';

const windows = 'system.webServer/security/authentication/windowsAuthentication';
const runtime = 'system.webServer/serverRuntime';

const authentication = (content: string): string =>
  `<system.webServer><security><authentication>${content}</authentication></security></system.webServer>`;
const size = (attributes: string): string => `<system.webServer><serverRuntime ${attributes} /></system.webServer>`;

interface Parts {
  readonly declaration?: string;
  readonly host?: string;
  readonly site?: string;
  readonly app?: string;
  readonly images?: string;
}

function server({ declaration = '', host = '', site = '', app = '', images }: Parts) {
  const web = (content: string): string => `<configuration>${content}</configuration>`;
  return serverOf({
    'applicationHost.config': web(`<configSections>
      <sectionGroup name="system.applicationHost"><section name="sites" allowDefinition="AppHostOnly" /></sectionGroup>
      <sectionGroup name="system.webServer"><section name="serverRuntime" ${declaration} />
        <sectionGroup name="security"><sectionGroup name="authentication">
          <section name="windowsAuthentication" ${declaration} />
        </sectionGroup></sectionGroup>
      </sectionGroup>
    </configSections>
    <system.applicationHost><sites><site name="Shop" id="1">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\web\\shop" />
        <virtualDirectory path="/images" physicalPath="C:\\web\\images" /></application>
      <application path="/app"><virtualDirectory path="/" physicalPath="C:\\web\\app" /></application>
    </site></sites></system.applicationHost>${host}`),
    'web/shop/web.config': web(site),
    'web/app/web.config': web(app),
    ...(images === undefined ? {} : { 'web/images/web.config': web(images) }),
  });
}

const sizeAt = (parts: Parts, path: string): string | null =>
  effective(server(parts), path, runtime, 'uploadReadAheadSize').value;
const kinds = (parts: Parts): string[] =>
  server(parts)
    .rejections()
    .map(({ kind, uri }) => `${kind} ${uri}`);

describe('a section that its declaration does not allow', () => {
  const written = size('uploadReadAheadSize="7"');

  test('in a web.config is unknown there and below', () => {
    const parts = { declaration: 'allowDefinition="AppHostOnly"', site: written };
    assert.equal(sizeAt(parts, 'Shop'), null);
    assert.equal(sizeAt(parts, 'Shop/app'), null);
    assert.equal(sizeAt(parts, ''), '49152');
  });

  test('of applications, in a virtual directory is unknown, in an application known', () => {
    const parts = { declaration: 'allowDefinition="MachineToApplication"', app: written, images: written };
    assert.equal(sizeAt(parts, 'Shop/app'), '7');
    assert.equal(sizeAt(parts, 'Shop/images'), null);
  });

  test('in a location is unknown where it may not are in one', () => {
    const host = `<location path="Shop">${written}</location>`;
    assert.equal(sizeAt({ declaration: 'allowLocation="false"', host }, 'Shop'), null);
    assert.equal(sizeAt({ host }, 'Shop'), '7');
  });
});

describe('a lock', () => {
  test('of a web.config never refuses what applicationHost.config says, but makes it unknown', () => {
    const host = `<location path="Shop/app">${size('uploadReadAheadSize="7" frequentHitThreshold="3"')}</location>`;
    const parts = { host, site: size('lockAttributes="uploadReadAheadSize"') };
    assert.deepEqual(kinds(parts), []);
    assert.equal(sizeAt(parts, 'Shop/app'), null);
    assert.equal(effective(server(parts), 'Shop/app', runtime, 'frequentHitThreshold').value, '3');
  });

  test('of a web.config refuses what a web.config below says', () => {
    const parts = { site: size('lockAttributes="uploadReadAheadSize"'), app: size('uploadReadAheadSize="7"') };
    assert.deepEqual(kinds(parts), ['locked-attribute exch01/web/app/web.config']);
  });

  test('of a whole section by a web.config does the same', () => {
    const lock = `<location path="app" overrideMode="Deny">${size('frequentHitThreshold="2"')}</location>`;
    const host = `<location path="Shop/app">${size('uploadReadAheadSize="7"')}</location>`;
    assert.deepEqual(kinds({ host, site: lock }), []);
    assert.equal(sizeAt({ host, site: lock }, 'Shop/app'), null);
    assert.deepEqual(kinds({ site: lock, app: size('uploadReadAheadSize="7"') }), [
      'locked-section exch01/web/app/web.config',
    ]);
  });

  test('of an item means something on sections and entries only', () => {
    const host = (lock: string): string =>
      authentication(`<windowsAuthentication${lock}><extendedProtection tokenChecking="Allow" lockItem="true" />
        <providers lockItem="true"><add value="NTLM" lockItem="true" /></providers></windowsAuthentication>`);
    const site = authentication(`<windowsAuthentication><extendedProtection tokenChecking="Require" />
      <providers><add value="Negotiate" /></providers></windowsAuthentication>`);
    assert.deepEqual(kinds({ host: host(''), site }), []);
    const below = effective(server({ host: host(''), site }), 'Shop', `${windows}#extendedProtection`, 'tokenChecking');
    assert.equal(below.value, 'Require');
    assert.deepEqual(kinds({ host: host(' lockItem="true"'), site }), ['locked-item exch01/web/shop/web.config']);
  });
});

describe('a configSource', () => {
  const at = (source: string, content = '', files: Record<string, string> = {}): string | null => {
    const texts = {
      'applicationHost.config': `<configuration><system.applicationHost><sites><site name="Shop" id="1"><application path="/">
        <virtualDirectory path="/" physicalPath="C:\\web\\shop" /></application></site></sites></system.applicationHost>
        <location path="" overrideMode="Allow">${size('uploadReadAheadSize="1"')}</location></configuration>`,
      'web/shop/web.config': `<configuration><system.webServer><serverRuntime configSource="${source}" ${content} /></system.webServer></configuration>`,
      ...files,
    };
    const { value, reason } = { reason: '', ...effective(serverOf(texts), 'Shop', runtime, 'uploadReadAheadSize') };
    return value ?? reason;
  };
  const source = { 'web/shop/runtime.config': '<serverRuntime uploadReadAheadSize="2" />' };

  test('is read at or below its folder', () => {
    assert.equal(at('runtime.config', '', source), '2');
    assert.equal(at('.\\runtime.config', '', source), '2');
  });

  test('is refused with other content, with an absolute path, above its folder, and with another root', () => {
    assert.match(at('runtime.config', 'uploadReadAheadSize="3"', source)!, /other content/);
    assert.match(at('C:\\runtime.config')!, /absolute/);
    assert.match(at('\\\\server\\share\\runtime.config')!, /absolute/);
    assert.match(at('..\\runtime.config')!, /above/);
    assert.match(at('runtime.config', '', { 'web/shop/runtime.config': '<access />' })!, /another root/);
  });
});

describe('defaults of entries', () => {
  const host = serverOf({
    'applicationHost.config': `<configuration><system.applicationHost>
      <applicationPools>
        <applicationPoolDefaults managedRuntimeVersion="v2.0"><processModel identityType="LocalService" idleTimeout="1.05:00:00" /></applicationPoolDefaults>
        <add name="Pool"><processModel idleTimeout="00:10:00" /></add>
      </applicationPools>
      <sites>
        <siteDefaults><logFile logFormat="IIS" directory="D:\\logs" /></siteDefaults>
        <site name="Shop" id="1"><applicationDefaults applicationPool="Near" />
          <application path="/"><virtualDirectory path="/" physicalPath="C:\\web" /></application></site>
        <applicationDefaults applicationPool="Far" enabledProtocols="http,net.tcp" />
        <virtualDirectoryDefaults allowSubDirConfig="false" />
      </sites></system.applicationHost></configuration>`,
  });
  const pool = host.section('', 'system.applicationHost/applicationPools')!.entries!.value![0]!.element;
  const site = host.section('', 'system.applicationHost/sites')!.entries!.value![0]!.element;
  const application = site.entries!.value![0]!.element;

  test('give what the entry does not write, nested elements included, with their places in the trail', () => {
    assert.equal(pool.attributes.get('managedRuntimeVersion')!.value, 'v2.0');
    assert.equal(pool.attributes.get('managedRuntimeVersion')!.trail.length, 1);
    const model = pool.elements.get('processModel')!.attributes;
    assert.equal(model.get('identityType')!.value, 'LocalService');
    assert.equal(model.get('idleTimeout')!.value, '00:10:00');
    assert.equal(model.get('idleTimeout')!.trail.length, 2);
    assert.equal(site.elements.get('logFile')!.attributes.get('logFormat')!.value, 'IIS');
  });

  test('the nearest first, down to virtual directories', () => {
    assert.equal(application.attributes.get('applicationPool')!.value, 'Near');
    assert.equal(application.attributes.get('enabledProtocols')!.value, 'http,net.tcp');
    assert.equal(application.entries!.value![0]!.element.attributes.get('allowSubDirConfig')!.value, 'false');
  });

  test('of the schema are printed in the form of written values', () => {
    const restart = pool.elements.get('recycling')!.elements.get('periodicRestart')!.attributes;
    assert.equal(restart.get('time')!.value, '1.05:00:00');
  });
});
