// The program as a whole: which command runs, help, version, and what an internal error looks like.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeOf, serverText, TestHost } from './support.js';

describe('run', () => {
  test('without arguments shows the help on standard error and ends with 2', async () => {
    const outcome = await outcomeOf([], new TestHost());
    assert.equal(outcome.code, 2);
    assert.equal(outcome.out, '');
    assert.match(outcome.warnings.join('\n'), /^Usage: exchange-cba <command>/);
  });

  test('help and version end with 0', async () => {
    for (const args of [['--help'], ['-h'], ['help'], ['check', '--help'], ['help', 'check'], ['rules', '-h']]) {
      const outcome = await outcomeOf(args, new TestHost());
      assert.equal(outcome.code, 0, args.join(' '));
      assert.match(outcome.out, /^Usage: exchange-cba/);
    }
    assert.deepEqual(await outcomeOf(['--version'], new TestHost()), { code: 0, out: '1.2.3\n', warnings: [] });
  });

  test('an unknown command is 2, with what was meant', async () => {
    const said = async (name: string, files = {}): Promise<string> => {
      const outcome = await outcomeOf([name], new TestHost(files));
      assert.equal(outcome.code, 2);
      return outcome.warnings[0]!;
    };
    assert.equal(await said('chekc'), "exchange-cba: unknown command 'chekc'. Did you mean 'check'?");
    assert.equal(await said('xyzzy'), "exchange-cba: unknown command 'xyzzy'.");
    assert.equal(
      await said('exch01', { 'exch01/web.config': 'x' }),
      "exchange-cba: 'exch01' is not a command; run 'exchange-cba check exch01' to check it.",
    );
    assert.equal(await said('--format'), "exchange-cba: unexpected option '--format'; the command comes first.");
  });

  test('an internal error is one line and 3', async () => {
    const host = new TestHost({ 'a/web.config': '<configuration />' });
    host.list = () => {
      throw new TypeError('x is not a function');
    };
    const outcome = await outcomeOf(['check'], host);
    assert.equal(outcome.code, 3);
    assert.deepEqual(outcome.warnings, [
      'exchange-cba: internal error: x is not a function. This is a bug in exchange-cba; please report it.',
    ]);
  });

  test('rules lists every rule in text and JSON', async () => {
    const text = await outcomeOf(['rules'], new TestHost());
    assert.match(text.out, /^lint$/m);
    const json = JSON.parse((await outcomeOf(['rules', '--format', 'json'], new TestHost())).out) as {
      rules: { id: string; severity: string }[];
    };
    assert.deepEqual(
      [...json.rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
      json.rules,
    );
    for (const { id } of json.rules) assert.ok(text.out.includes(id), id);
  });
});

describe('effective', () => {
  test('says of a path that nothing has that nothing has it; without a path it lists them', async () => {
    const host = new TestHost({ 'exch01/applicationHost.config': serverText() });
    const listed = await outcomeOf(['effective', 'exch01'], host);
    assert.equal(listed.code, 0);
    assert.match(listed.out, /^Default Web Site\/owa$/m);
    const missing = await outcomeOf(['effective', 'exch01', 'Default Web Site/ow', 'access'], host);
    assert.equal(missing.code, 0);
    assert.match(missing.warnings.join(), /path 'Default Web Site\/ow'\. Did you mean 'Default Web Site\/owa'/);
    const there = await outcomeOf(['effective', 'exch01', 'default web site/owa', 'access'], host);
    assert.deepEqual(there.warnings, []);
  });

  const host = new TestHost({
    'exch01/applicationHost.config': serverText(
      '  <system.webServer><security><access sslFlags="ssl" /></security></system.webServer>\n  <location path="Default Web Site/owa">\n    <system.webServer><security><access sslFlags="Ssl,SslNegotiateCert" /></security></system.webServer>\n  </location>\n',
    ),
    'exch02/applicationHost.config': serverText(),
    'lone/web.config': '<configuration />',
  });

  interface Shown {
    readonly configurationPath: string;
    readonly section: string;
    readonly declared: { readonly overrideMode: string };
    readonly attributes: {
      readonly sslFlags: {
        readonly state: string;
        readonly value: string;
        readonly raw: string;
        readonly origin: object;
        readonly trail: readonly object[];
      };
    };
  }

  test('gives value, origin and trail in JSON', async () => {
    const outcome = await outcomeOf(
      ['effective', 'exch01', 'default web site/owa/', 'Access', '--format', 'json'],
      host,
    );
    const shown = JSON.parse(outcome.out) as Shown;
    assert.equal(shown.configurationPath, 'Default Web Site/owa');
    assert.equal(shown.section, 'system.webServer/security/access');
    assert.equal(shown.declared.overrideMode, 'Deny');
    const { sslFlags } = shown.attributes;
    assert.deepEqual(
      [sslFlags.state, sslFlags.value, sslFlags.raw],
      ['known', 'Ssl, SslNegotiateCert', 'Ssl,SslNegotiateCert'],
    );
    assert.equal(sslFlags.trail.length, 2);
    assert.deepEqual(sslFlags.origin, sslFlags.trail[1]);
    assert.deepEqual(sslFlags.origin, {
      kind: 'location',
      path: 'exch01/applicationHost.config',
      range: { start: { line: 22, character: 50 }, end: { line: 22, character: 70 } },
      locationPath: 'Default Web Site/owa',
    });
    assert.deepEqual(shown.attributes.sslFlags.trail[0], {
      kind: 'section',
      path: 'exch01/applicationHost.config',
      range: { start: { line: 20, character: 48 }, end: { line: 20, character: 51 } },
      locationPath: null,
    });
  });

  test('the server level by either name, and a default without any place', async () => {
    for (const level of ['', 'MACHINE/WEBROOT/APPHOST']) {
      const outcome = await outcomeOf(['effective', 'exch02', level, 'access', '--format', 'json'], host);
      const shown = JSON.parse(outcome.out) as Shown;
      assert.equal(shown.configurationPath, '');
      assert.deepEqual(shown.attributes.sslFlags.origin, { kind: 'schema' });
    }
  });

  test('without a section shows those that decide how clients sign in', async () => {
    const outcome = await outcomeOf(
      ['effective', 'exch01/applicationHost.config', 'Default Web Site', '--format', 'json'],
      host,
    );
    const { sections } = JSON.parse(outcome.out) as { sections: Shown[] };
    assert.deepEqual(
      sections.map(({ section }) => section.slice(section.lastIndexOf('/') + 1)),
      [
        'access',
        'anonymousAuthentication',
        'basicAuthentication',
        'digestAuthentication',
        'windowsAuthentication',
        'clientCertificateMappingAuthentication',
        'iisClientCertificateMappingAuthentication',
        'serverRuntime',
        'modules',
      ],
    );
  });

  test('a path is understood with either slash, doubled ones, and one at its ends', async () => {
    for (const path of [
      'Default Web Site\\owa',
      'Default Web Site//owa',
      '/Default Web Site/owa/',
      '\\Default Web Site\\owa',
    ]) {
      const outcome = await outcomeOf(['effective', 'exch01', path, 'access', '--format', 'json'], host);
      const shown = JSON.parse(outcome.out) as Shown;
      assert.equal(shown.configurationPath, 'Default Web Site/owa');
      assert.equal(shown.attributes.sslFlags.value, 'Ssl, SslNegotiateCert');
    }
  });

  test('text names the place that decides and those it overrides', async () => {
    const outcome = await outcomeOf(['effective', 'exch01', 'Default Web Site/owa/auth', 'access'], host);
    assert.match(
      outcome.out,
      /sslFlags {2}"Ssl, SslNegotiateCert" {2}exch01\/applicationHost\.config:23:51 <location path="Default Web Site\/owa">/,
    );
    assert.match(outcome.out, /overrides exch01\/applicationHost\.config:21:49/);
  });

  test('what a missing web.config leaves open has the place provided for its origin, or none', async () => {
    const unlocked =
      '<location path="" overrideMode="Allow">\n<system.webServer><serverRuntime appConcurrentRequestLimit="65535" /></system.webServer></location>';
    const server = new TestHost({ 'a/applicationHost.config': serverText(unlocked) });
    const outcome = await outcomeOf(['effective', 'a', 'Default Web Site/owa', 'serverRuntime'], server);
    const reason = "unknown: the web.config of 'Default Web Site/owa' was not provided";
    const line = (name: string): number => outcome.out.split('\n').findIndex((text) => text.trim().startsWith(name));
    const [limit, next] = outcome.out.split('\n').slice(line('appConcurrentRequestLimit'));
    assert.match(limit!, new RegExp(`  ${reason}  a/applicationHost\\.config:22:61 <location path="">$`));
    assert.ok(next!.trim().startsWith('maxRequestEntityAllowed'), next);
    assert.ok(outcome.out.split('\n')[line('uploadReadAheadSize')]!.endsWith(`  ${reason}`));
  });

  test('a password is not shown', async () => {
    const files = {
      'a/applicationHost.config': serverText(
        '  <system.webServer><security><authentication><anonymousAuthentication password="Hunter2!" /></authentication></security></system.webServer>\n',
      ),
    };
    for (const format of ['text', 'json']) {
      const outcome = await outcomeOf(
        ['effective', 'a', '', 'anonymousAuthentication', '--format', format],
        new TestHost(files),
      );
      assert.equal(outcome.code, 0);
      assert.doesNotMatch(outcome.out, /Hunter2/);
    }
  });

  for (const [args, code, sentence] of [
    [['exch01', 'Default Web Sit/owa'], 3, "unknown site 'Default Web Sit'. Did you mean 'Default Web Site'?"],
    [['exch01', 'x'], 3, "unknown site 'x'; the sites are Default Web Site."],
    [['exch01', 'Default Web Site', 'acces'], 3, "unknown section 'acces'. Did you mean 'access'?"],
    [['.', 'Default Web Site'], 3, '. contains several servers; specify one: exch01, exch02.'],
    [['lone', ''], 3, 'lone contains no applicationHost.config; specify the folder of one server.'],
    [
      ['lone/web.config', ''],
      3,
      'lone/web.config is not an applicationHost.config: it has no <system.applicationHost>.',
    ],
    [['none', ''], 3, 'none: file or folder not found.'],
    [[], 2, "'effective' needs more arguments: exchange-cba effective <server> [configuration path] [section]."],
  ] as const) {
    test(`${args.join(' ')}: ${code}`, async () => {
      const outcome = await outcomeOf(['effective', ...args], host);
      assert.equal(outcome.code, code);
      assert.equal(outcome.warnings[0], `exchange-cba: ${sentence}`);
      assert.equal(outcome.out, '');
    });
  }
});
