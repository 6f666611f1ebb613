// A status that simulate predicts from the files is one that diagnose can explain with the same files.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { diagnosed, everybody, log, oneOf, type Files } from '../support/diagnosis.js';
import { account, clientFiles, methods, now, predictionServer, type ServerShape } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const required = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';
const negotiated = 'Ssl, SslNegotiateCert, Ssl128';

/** The server of that shape, with a certificate of a mobile device in its folder, and a log. */
function folder(shape: ServerShape, certificate: string, logText: string, more: Files = {}): Files {
  const kept = Object.entries(predictionServer(shape)).filter(([name]) => !(name in clientFiles));
  const own = { 'exch01/device.cer': clientFiles[certificate]!, 'exch01/u_ex261101.log': logText };
  return { ...Object.fromEntries(kept), ...own, ...more };
}

async function predicted(files: Files, ...args: string[]): Promise<string | null> {
  const url = 'https://mail.contoso.com/Microsoft-Server-ActiveSync';
  const all = ['simulate', 'exch01', url, '--body', '2000', '--at', now, '--format', 'json', ...args];
  const { outcome } = JSON.parse((await outcomeOf(all, new TestHost(files))).out) as {
    outcome: { kind: string; status: number | null; substatus: number | null; win32: number | null };
  };
  const { kind, status, substatus, win32 } = outcome;
  return kind === 'passes' || status === null ? null : `${status} ${substatus ?? 0} ${win32 ?? 0}`;
}

const shapes: readonly ServerShape[] = [required, negotiated, 'Ssl, Ssl128'].flatMap((flags) => [
  { flags, mapping: false },
  { flags, mapping: false, iisMapping: true },
  { flags, module: false },
  { flags, readAhead: 0 },
  { flags, record: { 'DS Mapper Usage': 'Disabled' }, methods: methods.basic },
  { flags, mapping: false, methods: methods.windows(['Negotiate']) },
  { flags, mapping: false, methods: methods.windows(['NTLM']) },
  { flags, methods: methods.windows(['Negotiate'], '<extendedProtection tokenChecking="Require" />') },
]);

describe('what simulate predicts, diagnose explains', () => {
  for (const termination of ['auto', 'exchange', 'device']) {
    test(`for all mobile devices, with the termination ${termination}`, async () => {
      let explained = 0;
      for (const shape of shapes) {
        for (const [certificate, ...args] of [
          ['alice.cer', '--certificate', 'exch01/device.cer'],
          ['expired.cer', '--certificate', 'exch01/device.cer'],
          ['revoked.cer', '--certificate', 'exch01/device.cer'],
          ['alice.cer', '--from', 'gateway'],
        ] as const) {
          const files = folder(shape, certificate, '');
          const status = await predicted(files, '--termination', termination, ...args);
          if (status === null) continue;
          const { state } = await diagnosed(
            { ...files, 'exch01/u_ex261101.log': everybody(status) },
            '--termination',
            termination,
          );
          const what = `${status} ${certificate} ${args.join(' ')} ${JSON.stringify(shape)}`;
          assert.ok(state === 'proven' || state === 'evidence' || state === 'handedOver', `${what}: ${state}`);
          explained++;
        }
      }
      assert.ok(explained > 40, String(explained));
    });
  }
});

describe('whom a failure hits', () => {
  test('a code that says revoked is proven although all mobile devices have it', async () => {
    const { state, proven } = await diagnosed(folder({}, 'revoked.cer', everybody('403 13 2148081680')));
    assert.deepEqual([state, proven[0]?.cause], ['proven', 'certificate-revoked']);
  });

  test('what a certificate shows is neither excluded nor proven where all mobile devices fail', async () => {
    const { state, open } = await diagnosed(folder({}, 'other-sid.cer', everybody('401 2 5')));
    assert.deepEqual([state, open.map(({ cause }) => cause)], ['evidence', ['sid-contradicts']]);
    assert.match(JSON.stringify(open), /All mobile devices fail at once\./);
  });

  test('several mobile devices of one user are as one', async () => {
    const lines = [1, 2].map((device) => ({ device, status: '401 2 5', minute: device }));
    const ofOne = log(lines).replaceAll(/User=user\d/g, 'User=alice');
    const disabled = { 'exch01/alice.ldf': account({ userAccountControl: '514' }) };
    const { state, proven } = await diagnosed(folder({}, 'alice.cer', ofOne, disabled));
    assert.deepEqual([state, proven[0]?.cause], ['proven', 'account-state']);
  });

  test('those that succeed with a password do not exclude what the server does with certificates', async () => {
    const shape = { flags: negotiated, mapping: false, methods: methods.basic };
    const withPassword = await diagnosed(folder(shape, 'alice.cer', oneOf('401 2 5')));
    assert.deepEqual([withPassword.state, withPassword.open[0]?.cause], ['evidence', 'mapping-off']);
    const without = await diagnosed(folder({ ...shape, methods: methods.none }, 'alice.cer', oneOf('401 2 5')));
    assert.equal(without.state, 'contradiction');
  });
});
