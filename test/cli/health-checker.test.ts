// Predictions, explanations and diagnoses of a server that is a HealthChecker export: places lie in the XML
// that there is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import { healthCheckerExport, type ExportedFile } from '../support/health-checker.js';
import { now, predictionServer, type ServerShape } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

interface Told {
  readonly path: string;
  readonly range: { readonly start: { line: number; character: number }; readonly end: { character: number } };
  readonly within?: { readonly path: string; readonly line: number; readonly character: number };
}

const sync = '/Microsoft-Server-ActiveSync';
const file = 'exch01/HealthChecker-EXCH01.xml';
const host = (shape: ServerShape): string => predictionServer(shape)['exch01/applicationHost.config'] as string;

async function json<T>(
  text: string,
  args: readonly string[],
  more: Record<string, string | Uint8Array> = {},
): Promise<T> {
  const { out, warnings } = await outcomeOf([...args, '--format', 'json'], new TestHost({ [file]: text, ...more }));
  assert.ok(out !== '', warnings.join('\n'));
  return JSON.parse(out) as T;
}

/** The characters of the XML, which is one line, at a place. */
const at = (text: string, { range: { start, end } }: Told): string =>
  text.split('\n')[start.line]!.slice(start.character, end.character);

const flags = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';

describe('a HealthChecker export', () => {
  const text = healthCheckerExport(host({}));
  const { line, character } = new LineIndex(host({})).positionAt(host({}).indexOf(flags));

  test('simulate: the value that decides, in the XML and within applicationHost.config', async () => {
    const { because } = await json<{ because: Told[] }>(text, ['simulate', 'exch01', sync, '--at', now]);
    assert.ok(because.length > 0);
    for (const place of because) assert.equal(place.path, file);
    const place = because.find((one) => at(text, one).includes('SslRequireCert'))!;
    assert.equal(place.within?.path, '%windir%\\System32\\inetsrv\\config\\applicationHost.config');
    assert.equal(place.within.line, line);
    assert.ok(place.within.character <= character);
    const { out } = await outcomeOf(['simulate', 'exch01', sync, '--at', now], new TestHost({ [file]: text }));
    assert.match(out, /HealthChecker-EXCH01\.xml:1:\d+ \(applicationHost\.config:\d+:\d+\): /);
  });

  test('check: names the section whose value the files have otherwise', async () => {
    const files = { 'exch01/applicationHost.config': host({ mapping: false }) };
    const { findings } = await json<{ findings: { rule: string; message: string }[] }>(text, ['check', '.'], files);
    assert.deepEqual(
      findings.filter(({ rule }) => rule === 'evidence/contradicts-configuration').map(({ message }) => message),
      [
        `Default Web Site${sync}: clientCertificateMappingAuthentication is "true" in HealthChecker but not in these files. One of them is older.`,
      ],
    );
  });

  test('simulate: what IIS rejects in a web.config of the export is 500.19', async () => {
    const wrong =
      '<configuration><system.webServer><security><access sslFlags="Always" /></security></system.webServer></configuration>';
    const inner: ExportedFile = {
      location: 'C:\\V15\\FrontEnd\\HttpProxy\\Microsoft-Server-ActiveSync\\web.config',
      text: wrong,
    };
    const outer = healthCheckerExport(host({}), [inner]);
    const found = await json<{ outcome: { status: number; substatus: number }; rule: string; because: Told[] }>(outer, [
      'simulate',
      'exch01',
      sync,
      '--at',
      now,
    ]);
    assert.deepEqual([found.outcome.status, found.outcome.substatus, found.rule], [500, 19, 'iis/invalid-flags']);
    assert.match(at(outer, found.because[0]!), /Always/);
    assert.equal(found.because[0]!.within?.path, inner.location);
  });

  test('effective: every place in the XML and within the file inside it', async () => {
    const path = `Default Web Site${sync}`;
    const { attributes } = await json<{ attributes: { sslFlags: { origin: Told; trail: Told[] } } }>(text, [
      'effective',
      'exch01',
      path,
      'access',
    ]);
    const { origin, trail } = attributes.sslFlags;
    for (const place of [origin, ...trail]) assert.equal(place.path, file);
    assert.match(at(text, origin), /SslRequireCert/);
    assert.equal(origin.within?.line, line);
    const { out } = await outcomeOf(['effective', 'exch01', path, 'access'], new TestHost({ [file]: text }));
    assert.match(out, /HealthChecker-EXCH01\.xml \(%windir%[^)]*applicationHost\.config:\d+:\d+\)/);
  });

  test('explain: finding and reasons lie in the XML', async () => {
    const off = healthCheckerExport(host({ mapping: false }));
    const { causes } = await json<{
      causes: { cause: string; state: string; finding: Told | null; because: Told[] }[];
    }>(off, ['explain', '401.2', 'exch01']);
    const mapping = causes.find(({ cause }) => cause === 'mapping-off')!;
    assert.equal(mapping.state, 'proven');
    for (const place of [...(mapping.finding ? [mapping.finding] : []), ...mapping.because]) {
      assert.equal(place.path, file);
      assert.match(at(off, place), /false/);
      assert.ok(place.within);
    }
  });

  test('diagnose: proof and facts lie in the XML', async () => {
    const off = healthCheckerExport(host({ mapping: false }));
    const found = await json<{ state: string; proven: { because: Told[] }[]; facts: { because: Told[] }[] }>(off, [
      'diagnose',
      'exch01',
      '--at',
      now,
      '--status',
      '401.2',
    ]);
    const places = [...found.proven, ...found.facts].flatMap(({ because }) => because);
    assert.ok(places.length > 0);
    for (const place of places) {
      assert.equal(place.path, file);
      assert.ok(place.within);
    }
  });

  test('the certificate of the mobile device beside the export counts', async () => {
    const { 'expired.cer': certificate } = predictionServer();
    const args = ['diagnose', 'exch01', '--at', now, '--status', '403.17'];
    const found = await json<{ state: string; proven: { cause: string }[] }>(text, args, {
      'exch01/device.cer': certificate!,
    });
    assert.deepEqual([found.state, found.proven.map(({ cause }) => cause)], ['proven', ['certificate-expired']]);
  });

  test('of an export of two servers the argument says which one is meant', async () => {
    const parts = [text, healthCheckerExport(host({ flags: 'Ssl' }), [], 'EXCH02')];
    const both = parts.map((part) => /<Obj [^]*<\/Obj>/.exec(part)![0]).join('');
    const files = new TestHost({ 'all.xml': `<Objs Version="1.1.0.1">${both}</Objs>` });
    const simulate = (server: string) => outcomeOf(['simulate', server, sync, '--at', now], files);
    assert.match((await simulate('all.xml/EXCH01')).out, /403\.7/);
    assert.doesNotMatch((await simulate('all.xml/EXCH02')).out, /403\.7/);
    assert.match(
      (await simulate('all.xml')).warnings.join('\n'),
      /contains several servers; specify one: all\.xml\/EXCH01, all\.xml\/EXCH02\./,
    );
    assert.match((await simulate('all.xml/EXCH03')).warnings.join('\n'), /EXCH03 /);
    const { out } = await outcomeOf(['compare', 'all.xml'], files);
    assert.match(out, /all\.xml\/EXCH01 +validated by: Exchange[^]*sslFlags/);
  });
});
