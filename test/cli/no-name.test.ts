// What a file under a name that says nothing holds, and what comes on standard input: `check` recognizes both
// by their content, and reports the same as for a file with a telling name.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { samples } from '../support/paths.js';
import * as der from '../support/der-writer.js';
import { now, predictionServer } from '../support/prediction.js';
import { outcomeOf, serverText, TestHost } from './support.js';

const certificate = der.certificate({});
const base64 = Buffer.from(certificate).toString('base64').replace(/.{64}/g, '$&\n');
const pem = `Bag Attributes: <No Attributes>\n-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, 'utf16le');
const log = '#Fields: date time cs-method cs-uri-stem sc-status\n2026-11-01 10:00:00 GET /ecp/default.aspx 403\n';
const withoutDirectives =
  '2026-11-01 10:00:00 192.0.2.10 GET /ecp/default.aspx - 443 - 203.0.113.7 Mozilla/5.0 - 403 7 64 12\n';

const bytesOf = (content: string | Uint8Array): Uint8Array => Buffer.from(content);

describe('check without a telling name', () => {
  for (const [what, name, content, finding] of [
    ['a certificate in DER', 'user.cer', certificate, /\[certificate\//],
    ['a certificate in PEM', 'user.pem', pem, /\[certificate\//],
    ['a certificate in PEM as UTF-16', 'user.pem', utf16(pem), /\[certificate\//],
    ['a certificate in Base64 alone', 'user.cer', base64, /\[certificate\//],
    ['a log', 'u_ex261101.log', log, /\[log\//],
    ['a log without directives', 'u_ex261101.log', withoutDirectives, /\[log\//],
    ['a log in gzip', 'u_ex261101.log.gz', gzipSync(log), /\[log\//],
    [
      'a zip archive',
      'server.zip',
      zipSync({ 'user.cer': certificate, 'web.config': bytesOf('<a') }),
      /\[certificate\//,
    ],
  ] as const) {
    test(what, async () => {
      const named = await outcomeOf(['check', name], new TestHost({ [name]: content }));
      assert.match(named.out, finding);
      const renamed = await outcomeOf(['check', 'copy'], new TestHost({ copy: content }));
      assert.deepEqual({ ...renamed, out: renamed.out.replaceAll('copy', name) }, named);
      const input = await outcomeOf(['check', '-'], new TestHost({}, bytesOf(content)));
      assert.deepEqual({ ...input, out: input.out.replaceAll('<stdin>', name) }, named);
    });
  }

  test('a fix is offered only where it can be written', async () => {
    const server = readFileSync(path.join(samples, 'contoso-exchange-2019/applicationHost.config'), 'utf8');
    const offers = async (name: string, host: TestHost): Promise<boolean> =>
      (await outcomeOf(['check', name], host)).out.includes('can be fixed with --fix safe');
    assert.equal(await offers('copy', new TestHost({ copy: server })), true);
    assert.equal(await offers('-', new TestHost({}, server)), false);
    const zip = zipSync({ 'applicationHost.config': bytesOf(server) });
    assert.equal(await offers('server.zip', new TestHost({ 'server.zip': zip })), false);
  });

  test('a fix that was not applied is not offered again', async () => {
    const files = predictionServer({ flags: 'Ssl' });
    const offers = async (...args: readonly string[]) => {
      const { out, warnings } = await outcomeOf(['check', 'exch01', '--at', now, ...args], new TestHost(files));
      return [out.includes('can be fixed with --fix safe'), warnings.some((one) => one.includes('Not fixed: '))];
    };
    assert.deepEqual(await offers(), [true, false]);
    for (const mode of ['safe', 'all']) assert.deepEqual(await offers('--fix', mode), [false, true]);
  });

  test('a gzip file of something else is said to be no log', async () => {
    const { code, warnings } = await outcomeOf(['check', '-'], new TestHost({}, gzipSync('x\n')));
    assert.deepEqual([code, warnings], [3, ['exchange-cba: <stdin> is not a log of a known kind.']]);
  });

  test('a configuration that quotes a certificate stays one', async () => {
    const { out } = await outcomeOf(['check', '-'], new TestHost({}, `${serverText()}<!--\n${pem}-->`));
    assert.match(out, /^== <stdin> ==$/m);
    assert.doesNotMatch(out, /certificate\//);
  });
});
