// How the configuration system merges, locks and inherits, one small server at a time.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { effective, keys, serverOf } from '../../support/configuration.js';
import type { ServerOptions } from '../../support/configuration.js';

const access = 'system.webServer/security/access';
const runtime = 'system.webServer/serverRuntime';
const documents = 'system.webServer/defaultDocument';
const headers = 'system.webServer/httpProtocol';

const sites = `
  <system.applicationHost><sites>
    <site name="Shop" id="1">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\web\\shop" /></application>
      <application path="/cart">
        <virtualDirectory path="/" physicalPath="C:\\web\\cart" />
        <virtualDirectory path="/images" physicalPath="D:\\media\\images" allowSubDirConfig="false" />
      </application>
      <application path="/twin"><virtualDirectory path="/" physicalPath="C:\\web\\cart" /></application>
    </site>
  </sites></system.applicationHost>`;

function shop(body: string, webConfigs: Record<string, string> = {}, options: ServerOptions = {}) {
  const files: Record<string, string> = { 'applicationHost.config': `<configuration>${sites}${body}</configuration>` };
  for (const [name, content] of Object.entries(webConfigs)) files[name] = `<configuration>${content}</configuration>`;
  return serverOf(files, options);
}

const ssl = (flags: string): string =>
  `<system.webServer><security><access sslFlags="${flags}" /></security></system.webServer>`;
const size = (value: number): string =>
  `<system.webServer><serverRuntime uploadReadAheadSize="${value}" /></system.webServer>`;
const unlocked = `<location path="" overrideMode="Allow">${size(1)}</location>`;

describe('locations', () => {
  test('are found without case, with a trailing slash, and down to folders that do not exist', () => {
    const server = shop(
      `<location path="shop/CART/">${ssl('Ssl')}</location><location path="Shop/cart/a/b.aspx">${ssl('Ssl128')}</location>`,
    );
    assert.equal(effective(server, 'Shop/cart', access, 'sslFlags').value, 'Ssl');
    assert.equal(effective(server, 'Shop/cart/a', access, 'sslFlags').value, 'Ssl');
    assert.equal(effective(server, 'Shop/cart/a/b.aspx', access, 'sslFlags').value, 'Ssl128');
    assert.equal(effective(server, 'Shop', access, 'sslFlags').value, 'None');
  });

  test('are found without case also where the lower case of a letter is longer', () => {
    const dotted = shop(`<location path="Shop/\u0130x">${ssl('Ssl')}</location>`);
    assert.equal(effective(dotted, 'Shop/i\u0307x', access, 'sslFlags').value, 'Ssl');
    const lower = shop(`<location path="Shop/i\u0307x">${ssl('Ssl')}</location>`);
    assert.equal(effective(lower, 'Shop/\u0130x', access, 'sslFlags').value, 'Ssl');
  });

  test('an attribute is replaced as a whole, absent attributes are inherited', () => {
    const server = shop(`${ssl('Ssl, Ssl128')}<location path="Shop">${ssl('SslNegotiateCert')}</location>`);
    const found = effective(server, 'Shop/cart', access, 'sslFlags');
    assert.equal(found.value, 'SslNegotiateCert');
    assert.deepEqual(
      found.trail.map((origin) => (origin.kind === 'schema' ? '' : origin.configurationPath)),
      ['', 'Shop'],
    );
  });

  test('values are read in canonical form and keep what the file says', () => {
    const found = effective(shop(ssl('ssl128,SSL')), '', access, 'sslFlags');
    assert.equal(found.value, 'Ssl, Ssl128');
    assert.equal(found.raw, 'ssl128,SSL');
  });

  test('a location that is inside a comment is not one', () => {
    const server = shop(`<!-- <location path="Shop">${ssl('Ssl')}</location> -->`);
    assert.equal(effective(server, 'Shop', access, 'sslFlags').origin.kind, 'schema');
  });

  test('the same section twice for one path is refused and unknown', () => {
    const server = shop(
      `<location path="Shop">${ssl('Ssl')}</location><location path="SHOP">${ssl('None')}</location>`,
    );
    assert.deepEqual(
      server.rejections().map(({ kind }) => kind),
      ['duplicate-section'],
    );
    assert.equal(effective(server, 'Shop/cart', access, 'sslFlags').state, 'unknown');
    assert.equal(effective(server, '', access, 'sslFlags').state, 'known');
  });
});

describe('web.config files', () => {
  test('apply path by path: a location above wins over the site’s file and loses to the application’s own', () => {
    const body = `${unlocked}<location path="Shop/cart">${size(2)}</location>`;
    const above = shop(body, { 'web/shop/web.config': size(3), 'web/cart/web.config': '' });
    assert.equal(effective(above, 'Shop', runtime, 'uploadReadAheadSize').value, '3');
    assert.equal(effective(above, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '2');
    assert.equal(effective(above, 'Shop/twin', runtime, 'uploadReadAheadSize').value, '3');
    const own = shop(body, { 'web/shop/web.config': size(3), 'web/cart/web.config': size(4) });
    assert.equal(effective(own, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '4');
    assert.equal(effective(own, 'Shop/twin', runtime, 'uploadReadAheadSize').value, '4');
  });

  test('a missing file makes unlocked sections unknown until a lower one says otherwise', () => {
    const server = shop(unlocked, { 'web/cart/web.config': size(4) });
    assert.equal(effective(server, 'Shop', runtime, 'uploadReadAheadSize').state, 'unknown');
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '4');
    assert.equal(effective(server, 'Shop/cart', runtime, 'appConcurrentRequestLimit').state, 'unknown');
  });

  test('a folder below a known one has a file only where one is provided', () => {
    const server = shop(unlocked, {
      'web/shop/web.config': '',
      'web/cart/web.config': size(4),
      'web/cart/admin/web.config': size(5),
    });
    assert.equal(effective(server, 'Shop/cart/admin', runtime, 'uploadReadAheadSize').value, '5');
    assert.equal(effective(server, 'Shop/cart/other', runtime, 'uploadReadAheadSize').value, '4');
    const paths = [...server.placedFiles].flatMap(([{ uri }, at]) => (uri.includes('admin') ? at : []));
    assert.deepEqual(paths, ['Shop/cart/admin', 'Shop/twin/admin']);
  });

  test('allowSubDirConfig="false" ends the search below a virtual directory', () => {
    const server = shop(unlocked, {
      'web/shop/web.config': '',
      'web/cart/web.config': '',
      'media/images/web.config': size(6),
      'media/images/big/web.config': size(7),
    });
    assert.equal(effective(server, 'Shop/cart/images', runtime, 'uploadReadAheadSize').value, '6');
    assert.equal(effective(server, 'Shop/cart/images/big', runtime, 'uploadReadAheadSize').value, '6');
  });

  test('two folders that match alike match nothing', () => {
    const server = shop(unlocked, { 'a/web/cart/web.config': size(4), 'b/web/cart/web.config': size(5) });
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').state, 'unknown');
    assert.equal(server.placedFiles.size, 0);
  });

  test('a stated map wins, for a folder or a file', () => {
    const server = shop(
      unlocked,
      { 'copy/of/cart.config': size(8), 'elsewhere/web.config': size(9) },
      { mapped: { 'shop/cart': 'copy/of/cart.config', 'Shop/twin': 'elsewhere' } },
    );
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '8');
    assert.equal(effective(server, 'Shop/twin', runtime, 'uploadReadAheadSize').value, '9');
  });

  test('inheritInChildApplications="false" stops at the next application, not at folders', () => {
    const kept = `<location path="." inheritInChildApplications="false">${size(3)}</location>`;
    const server = shop(unlocked, { 'web/shop/web.config': kept, 'web/cart/web.config': '' });
    assert.equal(effective(server, 'Shop', runtime, 'uploadReadAheadSize').value, '3');
    assert.equal(effective(server, 'Shop/docs', runtime, 'uploadReadAheadSize').value, '3');
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '1');
  });

  test('a location inside speaks of the paths below each place where the file is read', () => {
    const inner = `<location path="big">${size(3)}</location>`;
    const server = shop(unlocked, { 'web/shop/web.config': '', 'web/cart/web.config': inner });
    assert.equal(effective(server, 'Shop/cart/big', runtime, 'uploadReadAheadSize').value, '3');
    assert.equal(effective(server, 'Shop/twin/big', runtime, 'uploadReadAheadSize').value, '3');
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').value, '1');
  });

  test('configSource is followed beside the file, and unknown without it', () => {
    const pointing = {
      'web/shop/web.config': '',
      'web/cart/web.config':
        '<system.webServer><serverRuntime configSource="parts\\runtime.config" /></system.webServer>',
    };
    assert.equal(effective(shop(unlocked, pointing), 'Shop/cart', runtime, 'uploadReadAheadSize').state, 'unknown');
    const files = {
      'applicationHost.config': `<configuration>${sites}${unlocked}</configuration>`,
      'web/cart/parts/runtime.config': '<serverRuntime uploadReadAheadSize="11" />',
    };
    for (const [name, content] of Object.entries(pointing))
      Object.assign(files, { [name]: `<configuration>${content}</configuration>` });
    const found = effective(serverOf(files), 'Shop/cart', runtime, 'uploadReadAheadSize');
    assert.equal(found.value, '11');
    assert.equal(found.origin.kind !== 'schema' && found.origin.uri, 'exch01/web/cart/parts/runtime.config');
  });

  test('a configSource that points at itself is unknown', () => {
    const server = shop(unlocked, {
      'web/shop/web.config': '',
      'web/cart/web.config': '<system.webServer><serverRuntime configSource="web.config" /></system.webServer>',
    });
    assert.equal(effective(server, 'Shop/cart', runtime, 'uploadReadAheadSize').state, 'unknown');
  });
});

describe('locked sections', () => {
  const declared = (mode: string): string =>
    `<configSections><sectionGroup name="system.applicationHost"><section name="sites" overrideModeDefault="Deny" /></sectionGroup>
     <sectionGroup name="system.webServer"><section name="serverRuntime" overrideModeDefault="${mode}" />
     <sectionGroup name="security"><section name="access" overrideModeDefault="Deny" /></sectionGroup></sectionGroup></configSections>`;
  const server = (body: string, web: Record<string, string>) =>
    serverOf({
      'applicationHost.config': `<configuration>${declared('Deny')}${sites}${body}</configuration>`,
      ...Object.fromEntries(
        Object.entries(web).map(([name, content]) => [name, `<configuration>${content}</configuration>`]),
      ),
    });

  test('a web.config that mentions one is refused, even with an empty element', () => {
    const empty = '<system.webServer><security><access /></security></system.webServer>';
    const found = server('', { 'web/cart/web.config': empty }).rejections();
    assert.deepEqual(
      found.map(({ kind, section }) => `${kind} ${section}`),
      [`locked-section ${access}`],
    );
    assert.equal(found[0]?.configurationPath, 'Shop/cart');
  });

  test('a location above unlocks it for its path and below', () => {
    const allow = `<location path="Shop/cart" overrideMode="Allow">${ssl('Ssl')}</location>`;
    const found = server(allow, { 'web/cart/web.config': ssl('None') });
    assert.deepEqual(
      found.rejections().map(({ configurationPath }) => configurationPath),
      ['Shop/twin'],
    );
    assert.equal(effective(found, 'Shop/cart', access, 'sslFlags').value, 'None');
    assert.equal(found.override('Shop/cart/x', access).mode, 'Allow');
    assert.equal(found.override('Shop', access).mode, 'Deny');
  });

  test('allowOverride="false" locks what is unlocked above', () => {
    const deny = `${unlocked}<location path="Shop/cart" allowOverride="false">${size(2)}</location>`;
    const found = server(deny, { 'web/shop/web.config': '', 'web/cart/web.config': size(3) });
    assert.deepEqual(
      found.rejections().map(({ configurationPath }) => configurationPath),
      ['Shop/cart'],
    );
    assert.equal(effective(found, 'Shop/twin', runtime, 'uploadReadAheadSize').value, '3');
  });

  test('where declarations cannot be read nothing is called locked', () => {
    const broken = `<configuration><configSections><sectionGroup name="x"></configSections>${sites}</configuration>`;
    const found = serverOf({
      'applicationHost.config': broken,
      'web/cart/web.config': `<configuration>${ssl('Ssl')}</configuration>`,
    });
    assert.deepEqual(found.rejections(), []);
  });
});

describe('fine-grained locks', () => {
  const host = (attributes: string): string =>
    `<location path="" overrideMode="Allow"><system.webServer><httpProtocol ${attributes}><customHeaders><add name="A" value="1" lockItem="true" /><add name="B" value="2" /></customHeaders></httpProtocol></system.webServer></location>`;
  const web = (content: string) => ({
    'web/shop/web.config': '',
    'web/cart/web.config': `<system.webServer><httpProtocol ${content}</httpProtocol></system.webServer>`,
  });
  const kinds = (attributes: string, content: string): string[] =>
    shop(host(attributes), web(content))
      .rejections()
      .map((rejection) => `${rejection.kind} ${'name' in rejection ? rejection.name : ''}`);

  test('lockAttributes and its Except form, even for the same value', () => {
    assert.deepEqual(kinds('lockAttributes="allowKeepAlive"', 'allowKeepAlive="true">'), [
      'locked-attribute allowKeepAlive',
    ]);
    assert.deepEqual(kinds('lockAttributes="*"', 'allowKeepAlive="true">'), ['locked-attribute allowKeepAlive']);
    assert.deepEqual(kinds('lockAllAttributesExcept="allowKeepAlive"', 'allowKeepAlive="true">'), []);
    assert.deepEqual(kinds('lockAllAttributesExcept="other"', 'allowKeepAlive="true">'), [
      'locked-attribute allowKeepAlive',
    ]);
  });

  test('lockElements and its Except form', () => {
    assert.deepEqual(kinds('lockElements="customHeaders"', '><customHeaders><remove name="B" /></customHeaders>'), [
      'locked-element customHeaders',
    ]);
    assert.deepEqual(
      kinds('lockAllElementsExcept="customHeaders"', '><customHeaders><remove name="B" /></customHeaders>'),
      [],
    );
    assert.deepEqual(kinds('lockAllElementsExcept="customHeaders"', '><redirectHeaders />'), [
      'locked-element redirectHeaders',
    ]);
  });

  test('lockItem: not removed and not cleared below, though other entries may be', () => {
    assert.deepEqual(kinds('', '><customHeaders><remove name="a" /></customHeaders>'), ['locked-item A']);
    assert.deepEqual(kinds('', '><customHeaders><clear /></customHeaders>'), ['locked-item A']);
    assert.deepEqual(kinds('', '><customHeaders><remove name="B" /></customHeaders>'), []);
  });

  test('a location of the same file is not below', () => {
    const server = shop(
      `${host('lockAttributes="allowKeepAlive"')}<location path="Shop"><system.webServer><httpProtocol allowKeepAlive="false"><customHeaders><clear /></customHeaders></httpProtocol></system.webServer></location>`,
    );
    assert.deepEqual(server.rejections(), []);
    // Without the site's own web.config the value is unknown, since the section is unlocked; at the server
    // level it is known.
    assert.equal(effective(server, '', headers, 'allowKeepAlive').lockedBy?.uri, 'exch01/applicationHost.config');
  });
});

describe('collections', () => {
  const files = (content: string): string =>
    `<system.webServer><defaultDocument><files>${content}</files></defaultDocument></system.webServer>`;
  const merged = (above: string, below: string): string[] | null =>
    keys(
      shop(`<location path="" overrideMode="Allow">${files(above)}</location>`, {
        'web/shop/web.config': files(below),
      }),
      'Shop',
      `${documents}#files`,
    );

  test('entries of a lower level come first where the schema says so, in their own order', () => {
    assert.deepEqual(merged('<add value="a" /><add value="b" />', '<add value="c" /><add value="d" />'), [
      'c',
      'd',
      'a',
      'b',
    ]);
    assert.deepEqual(merged('<add value="a" /><add value="b" />', '<remove value="A" /><add value="c" />'), ['c', 'b']);
  });

  test('clear drops what was there, remove of an absent key is ignored', () => {
    assert.deepEqual(merged('<add value="a" />', '<remove value="z" /><clear /><add value="a" />'), ['a']);
  });

  test('the same key twice is refused, without case, and the collection unknown until it is cleared', () => {
    const server = shop(
      `<location path="" overrideMode="Allow">${files('<add value="a" /><add value="A" />')}</location>`,
      { 'web/shop/web.config': '', 'web/cart/web.config': files('<clear /><add value="x" />') },
    );
    assert.deepEqual(
      server.rejections().map(({ kind }) => kind),
      ['duplicate-entry'],
    );
    assert.equal(keys(server, 'Shop', `${documents}#files`), null);
    assert.deepEqual(keys(server, 'Shop/cart', `${documents}#files`), ['x']);
  });

  test('combined keys count together', () => {
    const errors = (content: string) =>
      shop(`<system.webServer><httpErrors>${content}</httpErrors></system.webServer>`).rejections().length;
    assert.equal(errors('<error statusCode="404" path="a" /><error statusCode="404" subStatusCode="1" path="b" />'), 0);
    assert.equal(
      errors('<error statusCode="404" path="a" /><error statusCode="404" subStatusCode="-1" path="b" />'),
      1,
    );
  });
});

describe('what cannot be relied on', () => {
  test('a value that IIS refuses is unknown', () => {
    const server = shop(`${ssl('Ssl')}<location path="Shop">${ssl('Ssl SslRequireCert')}</location>`);
    assert.deepEqual(
      server.rejections().map(({ kind }) => kind),
      ['invalid-value'],
    );
    assert.equal(effective(server, 'Shop/cart', access, 'sslFlags').state, 'unknown');
  });

  test('an encrypted value is unknown', () => {
    const authentication = 'system.webServer/security/authentication/anonymousAuthentication';
    const server = shop(
      '<system.webServer><security><authentication><anonymousAuthentication userName="[enc:IISWASOnlyAesProvider:QUJD:enc]" /></authentication></security></system.webServer>',
    );
    const found = effective(server, '', authentication, 'userName');
    assert.equal(found.state, 'unknown');
    assert.equal(effective(server, '', authentication, 'enabled').value, 'true');
  });

  test('a section with a syntax error in it is unknown, others are known', () => {
    const server = shop(
      '<location path="Shop"><system.webServer><security><access sslFlags="Ssl></security><serverRuntime uploadReadAheadSize="5" /></system.webServer></location>',
    );
    assert.equal(effective(server, 'Shop', access, 'sslFlags').state, 'unknown');
    assert.equal(effective(server, '', access, 'sslFlags').state, 'known');
  });
});

describe('what cannot be read', () => {
  test('may have removed what a file below adds again', () => {
    const add =
      '<system.webServer><defaultDocument><files><add value="a" /></files></defaultDocument></system.webServer>';
    const open = `<location path="" overrideMode="Allow">${add}</location>`;
    const kinds = (webConfigs: Record<string, string>): string[] =>
      shop(open, webConfigs)
        .rejections()
        .map(({ kind }) => kind);
    assert.deepEqual(kinds({ 'web/cart/web.config': add, 'web/shop/web.config': '' }), ['duplicate-entry']);
    assert.deepEqual(kinds({ 'web/cart/web.config': add }), []);
    const twice = add.replace('<add value="a" />', '<add value="b" /><add value="b" />');
    assert.deepEqual(kinds({ 'web/cart/web.config': twice }), ['duplicate-entry']);
  });
});

describe('names that are not those of the schema', () => {
  const known = (body: string, path = 'Shop', webConfigs: Record<string, string> = {}) =>
    effective(shop(body, webConfigs), path, access, 'sslFlags');
  const security = (content: string): string => `<system.webServer><security>${content}</security></system.webServer>`;

  test('an attribute in another case makes unknown what it may stand for, and no more', () => {
    const server = shop(security('<access SslFlags="Ssl" />'));
    const found = effective(server, 'Shop/cart', access, 'sslFlags');
    assert.ok(found.state === 'unknown');
    assert.equal(found.reason, 'SslFlags differs from sslFlags in case');
    assert.equal(found.raw, 'Ssl');
    assert.deepEqual(server.rejections(), []);
    const runtimeServer = shop(`<system.webServer><serverRuntime UploadReadAheadSize="5" /></system.webServer>`);
    assert.equal(effective(runtimeServer, '', runtime, 'uploadReadAheadSize').state, 'unknown');
    assert.equal(effective(runtimeServer, '', runtime, 'enabled').value, 'true');
  });

  test('the same beside the right name, before or after it', () => {
    assert.equal(known(security('<access SslFlags="Ssl" sslFlags="None" />')).state, 'unknown');
    assert.equal(known(security('<access sslFlags="None" SslFlags="Ssl" />')).state, 'unknown');
  });

  test('a level below that writes the right name is known again', () => {
    const body = `${security('<access SslFlags="Ssl" />')}<location path="Shop">${ssl('Ssl128')}</location>`;
    assert.equal(known(body).value, 'Ssl128');
    assert.equal(known(body, '').state, 'unknown');
  });

  test('a mistyped attribute, which IIS refuses, is not absent either', () => {
    assert.equal(known(security('<access sslFlag="Ssl" />')).state, 'unknown');
    assert.equal(known(security('<access nothingLikeIt="Ssl" />')).value, 'None');
  });

  test('an element in another case, or mistyped, makes unknown what lies in it', () => {
    for (const name of ['Providers', 'providrs']) {
      const server = shop(
        security(
          `<authentication><windowsAuthentication enabled="true"><${name}><add value="NTLM" /></${name}></windowsAuthentication></authentication>`,
        ),
      );
      const windows = 'system.webServer/security/authentication/windowsAuthentication';
      assert.equal(keys(server, 'Shop', `${windows}#providers`), null);
      assert.equal(effective(server, 'Shop', windows, 'enabled').value, 'true');
    }
  });

  test('directives and keys in another case make a collection unknown until it is cleared', () => {
    const files = (content: string): string =>
      `<system.webServer><defaultDocument><files>${content}</files></defaultDocument></system.webServer>`;
    for (const content of [
      '<Add value="a" />',
      '<add Value="a" />',
      '<add value="a" /><Clear />',
      '<add value="a" /><remove Value="a" />',
    ]) {
      const cleared = `<location path="Shop/cart">${files('<clear /><add value="b" />')}</location>`;
      const server = shop(`${files(content)}${cleared}`, { 'web/shop/web.config': '', 'web/cart/web.config': '' });
      assert.equal(keys(server, 'Shop', `${documents}#files`), null, content);
      assert.deepEqual(keys(server, 'Shop/cart', `${documents}#files`), ['b'], content);
      assert.deepEqual(server.rejections(), [], content);
    }
  });

  test('a section, group or location in another case makes the section unknown at its path', () => {
    const flags = '<access sslFlags="Ssl" />';
    assert.equal(known(security('<Access sslFlags="Ssl" />')).state, 'unknown');
    assert.equal(known(`<system.webServer><Security>${flags}</Security></system.webServer>`).state, 'unknown');
    assert.equal(known(`<System.WebServer><security>${flags}</security></System.WebServer>`).state, 'unknown');
    const location = `<Location path="Shop">${security(flags)}</Location>`;
    assert.equal(known(location).state, 'unknown');
    assert.equal(known(location, '').value, 'None');
    assert.equal(known(`${ssl('Ssl')}${security('<Access sslFlags="None" />')}`).state, 'unknown');
  });

  test('attributes of a location in another case make unknown where it speaks, and for whom', () => {
    const path = `<location Path="Shop/cart">${ssl('Ssl')}</location>`;
    assert.equal(known(path, '').state, 'unknown');
    assert.equal(known(path, 'Shop/cart').state, 'unknown');
    const kept = `<location path="Shop" InheritInChildApplications="false">${ssl('Ssl')}</location>`;
    assert.equal(known(kept, 'Shop/cart').state, 'unknown');
    assert.equal(known(kept, '').value, 'None');
  });

  test('an override mode in another case locks nothing and unlocks nothing for sure', () => {
    const body = `<location path="Shop" OverrideMode="Allow">${size(1)}</location>`;
    const declared =
      '<configSections><sectionGroup name="system.webServer"><section name="serverRuntime" overrideModeDefault="Deny" /></sectionGroup></configSections>';
    const server = shop(`${declared}${body}`, { 'web/shop/web.config': size(2) });
    assert.equal(server.override('Shop', runtime).mode, 'Unknown');
    assert.equal(effective(server, 'Shop', runtime, 'uploadReadAheadSize').state, 'unknown');
    assert.deepEqual(server.rejections(), []);
  });

  test('declarations with a name in another case are not relied on', () => {
    for (const section of [
      '<section name="serverRuntime" OverrideModeDefault="Deny" />',
      '<Section name="serverRuntime" overrideModeDefault="Deny" />',
    ]) {
      const declared = `<configSections><sectionGroup name="system.webServer">${section}</sectionGroup></configSections>`;
      assert.equal(shop(declared).applicationHost.declarations.trusted, false, section);
    }
    const deep = `${'<sectionGroup name="a">'.repeat(5000)}${'</sectionGroup>'.repeat(5000)}`;
    assert.equal(shop(`<configSections>${deep}</configSections>`).applicationHost.declarations.trusted, true);
  });

  test('a configSource in another case names no file for sure', () => {
    assert.equal(known(security('<access ConfigSource="access.config" />')).state, 'unknown');
  });

  test('a web.config without <configuration> leaves open what it may say', () => {
    const server = serverOf({
      'applicationHost.config': `<configuration>${sites}${unlocked}</configuration>`,
      'web/shop/web.config': `<Configuration>${size(5)}</Configuration>`,
    });
    assert.equal(effective(server, 'Shop', runtime, 'uploadReadAheadSize').state, 'unknown');
    assert.equal(effective(server, '', runtime, 'uploadReadAheadSize').value, '1');
  });

  test('sites and what is in them count in any case: what may be there is not missing', () => {
    const server = serverOf({
      'applicationHost.config': `<configuration>${sites.replace('<application path="/cart"', '<application Path="/cart"').replace('name="Shop"', 'Name="Shop"')}</configuration>`,
    });
    assert.ok(server.siteIndex.applicationAt('Shop/cart'));
  });
});
