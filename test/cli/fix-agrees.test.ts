// After `check --fix all`, the requests that a server is set up for get past the stages that simulate knows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { methods, now, predictionServer, type ServerShape } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const shapes: readonly ServerShape[] = [
  'Ssl, SslNegotiateCert, SslRequireCert, Ssl128',
  'SslNegotiateCert, SslRequireCert',
  'Ssl, SslNegotiateCert, Ssl128',
  'Ssl, SslRequireCert',
  'None',
].flatMap((flags) =>
  [
    methods.none,
    methods.basic,
    methods.anonymous,
    methods.windows([]),
    methods.windows(['NTLM']),
    methods.windows(['Negotiate'], '<extendedProtection tokenChecking="Require" />'),
  ].flatMap((enabled) => [
    { flags, methods: enabled, mapping: true, readAhead: 0 },
    { flags, methods: enabled, mapping: false, iisMapping: true },
  ]),
);

describe('--fix all leads to a server where clients sign in', () => {
  for (const [termination, ...args] of [
    ['exchange', '--certificate', 'alice.cer'],
    ['device', '--from', 'gateway'],
  ] as const) {
    test(`with the termination ${termination}`, async () => {
      for (const shape of shapes) {
        const host = new TestHost(predictionServer(shape));
        const setUp = ['--termination', termination, '--format', 'json'];
        const checked = await outcomeOf(['check', 'exch01', '--fix', 'all', ...setUp], host);
        const { findings } = JSON.parse(checked.out) as { findings: { rule: string; severity: string }[] };
        const url = 'https://mail.contoso.com/Microsoft-Server-ActiveSync';
        const simulated = await outcomeOf(
          ['simulate', 'exch01', url, '--body', '2000', '--at', now, ...setUp, ...args],
          host,
        );
        const { outcome } = JSON.parse(simulated.out) as { outcome: { kind: string } };
        const errors = findings.filter(
          ({ rule, severity }) => severity === 'error' && !rule.startsWith('certificate/'),
        );
        assert.deepEqual(
          [outcome.kind, errors],
          ['passes', []],
          `${JSON.stringify(shape)}\n${checked.warnings.join('\n')}`,
        );
      }
    });
  }
});

test('--fix all deletes the second declaration of a section', async () => {
  const path = 'exch01/inetpub/wwwroot/web.config';
  const declaration = '<section name="contoso" type="A.B" />';
  const text = (declarations: string): string =>
    `<configuration>\n<configSections>\n${declarations}</configSections>\n<contoso />\n</configuration>\n`;
  const host = new TestHost({ ...predictionServer(), [path]: text(`${declaration}\n${declaration}\n`) });
  const { warnings } = await outcomeOf(['check', 'exch01', '--fix', 'all'], host);
  assert.doesNotMatch(warnings.join(), /second declaration/);
  assert.deepEqual(
    host.written.filter(([uri]) => uri.endsWith('web.config')).map(([, written]) => written),
    [text(`${declaration}\n`)],
  );
});

describe('--fix safe takes no sign-in away', () => {
  for (const [name, site, url, certificate] of [
    ['of owa, which has certificates and mapping from the site', 'Ssl, SslRequireCert', 'https', 'alice.cer'],
    ['over plain HTTP', 'SslNegotiateCert', 'http', 'none'],
  ] as const) {
    test(name, async () => {
      const files = predictionServer();
      const path = 'exch01/applicationHost.config';
      const location = `<location path="Default Web Site"><system.webServer><security><access sslFlags="${site}" />
        <authentication>${url === 'http' ? methods.basic : ''}</authentication></security></system.webServer></location>`;
      const text = String(files[path]).replace('<location path="Default', `${location}\n$&`);
      const host = new TestHost({ ...files, [path]: text });
      const outcome = async (): Promise<string> => {
        const args = ['--certificate', certificate, '--tls', '1.2', '--at', now, '--format', 'json'];
        const { out } = await outcomeOf(['simulate', 'exch01', `${url}://mail.contoso.com/owa`, ...args], host);
        return (JSON.parse(out) as { outcome: { kind: string } }).outcome.kind;
      };
      const before = await outcome();
      assert.notEqual(before, 'refused');
      await outcomeOf(['check', 'exch01', '--fix', 'safe'], host);
      assert.equal(await outcome(), before);
    });
  }

  test('over plain HTTP, where a gateway validates certificates', async () => {
    const shape = { flags: 'SslNegotiateCert', mapping: false, methods: methods.windows(['Negotiate']) };
    const host = new TestHost(predictionServer(shape));
    const setUp = ['--termination', 'device', '--format', 'json'];
    const url = 'http://mail.contoso.com/Microsoft-Server-ActiveSync';
    const outcome = async (): Promise<string> => {
      const args = ['simulate', 'exch01', url, '--from', 'gateway', '--at', now, ...setUp];
      return (JSON.parse((await outcomeOf(args, host)).out) as { outcome: { kind: string } }).outcome.kind;
    };
    const before = await outcome();
    assert.notEqual(before, 'refused');
    const { out } = await outcomeOf(['check', 'exch01', '--fix', 'safe', ...setUp], host);
    assert.match(out, /device\/client-certificate-configured/);
    assert.equal(await outcome(), before);
  });
});
