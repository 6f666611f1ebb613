// The command explain: meanings and ranked causes, and on a server what its files prove, leave open, or
// exclude.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { rules } from '../../server/src/core/create-project.js';
import { causes } from '../../server/src/core/simulate/causes.js';
import { questions } from '../../server/src/core/simulate/questions.js';
import { methods, netsh, predictionServer, rootCertificate } from '../support/prediction.js';
import { certutilStore } from '../support/certutil.js';
import { outcomeOf, TestHost } from './support.js';

interface Told {
  readonly status: string;
  readonly meaning: string;
  readonly win32: { readonly value: number; readonly symbol: string; readonly meaning: string } | null;
  readonly causes: readonly {
    readonly cause: string;
    readonly certainty: string;
    readonly state: string;
    readonly finding: { readonly rule: string; readonly path: string } | null;
    readonly because: readonly { readonly path: string }[];
    readonly ask: { readonly id: string; readonly command: string } | null;
    readonly page: string | null;
  }[];
  readonly sources: readonly string[];
}

async function told(text: string, files: Record<string, string | Uint8Array> | null = null): Promise<Told> {
  const server = files ? ['exch01'] : [];
  const host = new TestHost(files ?? {});
  const { out, code, warnings } = await outcomeOf(['explain', text, ...server, '--format', 'json'], host);
  assert.equal(code, 0, warnings.join('\n'));
  return JSON.parse(out) as Told;
}

const ids = ({ causes: all }: Told): string[] => all.map(({ cause }) => cause);

describe('explain without a server', () => {
  test('ranks the causes as reports name them', async () => {
    assert.deepEqual(ids(await told('403.7')).slice(0, 2), ['certificate-not-sent', 'tls-ended-before']);
    assert.equal(ids(await told('403.16'))[0], 'root-unknown');
    assert.equal(ids(await told('403.13'))[0], 'revocation-unknown');
    assert.equal(ids(await told('401.2'))[0], 'ds-mapper-off');
    assert.equal(ids(await told('413'))[0], 'body-over-read-ahead');
    assert.equal(ids(await told('500.19'))[0], 'configuration-refused');
  });

  test('the Windows code decides, however it is written', async () => {
    for (const code of ['2148204809', '-2146762487', '0x800B0109']) {
      const found = await told(`403.16.${code}`);
      assert.equal(found.win32?.value, 0x800b0109);
      assert.equal(found.win32.symbol, 'CERT_E_UNTRUSTEDROOT');
      assert.ok(!ids(found).includes('wrong-usage'));
    }
    assert.equal(ids(await told('403.13.2148081680'))[0], 'certificate-revoked');
    assert.equal((await told('-2146762487')).win32?.symbol, 'CERT_E_UNTRUSTEDROOT');
    assert.deepEqual(ids(await told('500.0.50')), ['tls13-per-path']);
  });

  test('takes reasons of HTTPERR, codes of ActiveSync, and rules', async () => {
    assert.ok(ids(await told('AppOffline')).includes('configuration-refused'));
    assert.ok(ids(await told('DeviceNotProvisioned')).includes('application-refused'));
    assert.ok(ids(await told('tls/ds-mapper-disabled')).includes('ds-mapper-off'));
  });

  test('takes what people copy from pages and logs', async () => {
    for (const text of ['HTTP 403.7', 'HTTP/1.1 403,7', '403 7 5', ' 403.7 ']) {
      assert.equal((await told(text)).status, '403.7', text);
    }
    assert.equal((await told('800b0109')).win32?.symbol, 'CERT_E_UNTRUSTEDROOT');
    assert.equal((await told('80090346')).win32?.symbol, 'SEC_E_BAD_BINDINGS');
    assert.equal((await told('995')).win32?.symbol, 'ERROR_OPERATION_ABORTED');
    for (const text of ['SC1:129', 'Status 129', '129']) {
      assert.equal((await told(text)).status, 'DeviceIsBlockedForThisUser', text);
    }
    // A number may be that of ActiveSync or of Windows.
    const both = await told('126');
    assert.deepEqual([both.status, both.win32?.symbol], ['UserDisabledForSync', 'ERROR_MOD_NOT_FOUND']);
    assert.equal((await told('SC1:126')).win32, null);
  });

  test('codes of a rejected configuration lead to it', async () => {
    for (const code of ['0x80070021', '2147942413', '0x800700B7']) {
      assert.deepEqual(ids(await told(code)), ['configuration-refused'], code);
    }
  });

  test('a reason of HTTP.SYS alone makes no cause certain', async () => {
    for (const text of ['AppOffline', '503', '503.0', 'Client_Reset']) {
      const { causes } = await told(text);
      assert.ok(causes.length > 0 && causes.every(({ certainty }) => certainty === 'possible'), text);
    }
  });

  test('a Windows code and a reason are looked for on a server as their status', async () => {
    const files = predictionServer({ record: { 'DS Mapper Usage': 'Disabled' } });
    const root = certutilStore('Root "Trusted Root Certification Authorities"', [rootCertificate]);
    const { causes } = await told('0x800B0109', { ...files, 'exch01/root.txt': root });
    const states = causes.map(({ cause, state }) => `${cause} ${state}`);
    // Which certificate the client sends no file says.
    assert.deepEqual(states, [
      'root-unknown open',
      'wrong-certificate open',
      'intermediate-missing open',
      'root-store-not-self-signed excluded',
      'ctl-excludes excluded',
    ]);
    // A folder has what was copied, which does not say what else the store has.
    const ofFolder = (await told('0x800B0109', files)).causes;
    assert.equal(ofFolder.find(({ cause }) => cause === 'root-store-not-self-signed')?.state, 'open');
    assert.equal((await told('AppOffline', files)).causes[0]?.cause, 'configuration-refused');
  });

  test('a rule brings its own sources, whatever its group', async () => {
    for (const { id, docs } of rules) {
      const { sources } = await told(id);
      assert.deepEqual([sources, sources.length > 0], [docs.sources.map(({ title }) => title), true], id);
    }
  });

  test('what is not a status is wrong usage', async () => {
    for (const text of ['999', '403.999', 'Nonsense', '403.16.zz', '', '-5', '0x1FFFFFFFF']) {
      assert.equal((await outcomeOf(['explain', text], new TestHost())).code, 2, text);
    }
  });

  test('text and Markdown say the same', async () => {
    const text = (await outcomeOf(['explain', '403.16.0x800B0109'], new TestHost())).out;
    assert.match(text, /^403\.16: [\s\S]*CERT_E_UNTRUSTEDROOT[\s\S]*Sources: /);
    const markdown = (await outcomeOf(['explain', '403.7', '--format', 'markdown'], new TestHost())).out;
    assert.match(markdown, /^## 403\.7\n/);
  });
});

describe('explain on a server', () => {
  test('a cause with its finding is proven, and others are excluded with the place that excludes them', async () => {
    const files = { ...predictionServer(), 'exch01/sslcert.txt': netsh({ 'DS Mapper Usage': 'Disabled' }) };
    const found = await told('401.2', files);
    const [first] = found.causes;
    assert.deepEqual(
      [first?.cause, first?.state, first?.finding?.rule],
      ['ds-mapper-off', 'proven', 'tls/ds-mapper-disabled'],
    );
    const mapping = found.causes.find(({ cause }) => cause === 'mapping-off')!;
    assert.equal(mapping.state, 'excluded');
    assert.match(mapping.because[0]!.path, /applicationHost\.config$/);
  });

  test('what a cause hides follows from the files, or is open, and is not excluded', async () => {
    const files = predictionServer({ mapping: false, record: { 'DS Mapper Usage': 'Disabled' } });
    const { causes } = await told('401.2', files);
    const states = new Map(causes.map(({ cause, state }) => [cause, state]));
    assert.deepEqual(
      causes.slice(0, 2).map(({ cause }) => cause),
      ['mapping-off', 'ds-mapper-off'],
    );
    assert.deepEqual(
      ['mapping-off', 'ds-mapper-off', 'weak-mapping', 'not-in-ntauth', 'module-missing'].map((id) => states.get(id)),
      ['proven', 'proven', 'open', 'open', 'excluded'],
    );
  });

  test('an enabled DS mapper is excluded by its line, and open causes have a question', async () => {
    const found = await told('401.2', predictionServer());
    const mapper = found.causes.find(({ cause }) => cause === 'ds-mapper-off')!;
    assert.equal(mapper.state, 'excluded');
    assert.match(mapper.because[0]!.path, /sslcert\.txt$/);
    for (const { state, ask, cause } of found.causes) {
      if (state === 'open') assert.ok(ask, cause);
      if (state === 'excluded') assert.equal(ask, null, cause);
    }
  });

  test('a path that requests nothing excludes every cause of a certificate', async () => {
    const found = await told('403.7', predictionServer({ flags: 'Ssl', mapping: false, methods: methods.basic }));
    assert.ok(found.causes.every(({ state }) => state === 'excluded'));
  });

  test('a finding about the same place is no cause, and the path is named', async () => {
    const files = predictionServer({ flags: 'SslNegotiateCert, SslRequireCert' });
    const checked = (await outcomeOf(['check', 'exch01'], new TestHost(files))).out;
    assert.match(checked, /exchange\/ssl-not-required/);
    const { causes: found } = await told('403.7', files);
    const notSent = found.find(({ cause }) => cause === 'certificate-not-sent')!;
    assert.deepEqual([notSent.state, notSent.finding], ['open', null]);
    assert.match(notSent.because[0]!.path, /applicationHost\.config$/);
    const { out } = await outcomeOf(['explain', '403.7', 'exch01'], new TestHost(files));
    assert.match(out, /^At Default Web Site\/Microsoft-Server-ActiveSync; for another path, use --path\.$/m);
  });
});

test('what a code or a place says is not said again', async () => {
  const text = async (...args: readonly string[]): Promise<string> =>
    (await outcomeOf(['explain', ...args], new TestHost(predictionServer({ more: '<directoryBrowse enabled="x" />' }))))
      .out;
  for (const format of ['text', 'markdown']) {
    assert.match(await text('500.19', '--format', format), /0x80070021 a lock/);
    assert.doesNotMatch(await text('500.19.2147942433', '--format', format), /0x80070021 a lock/);
    assert.match(await text('403.16.2148204809', '--format', format), /sc-win32-status|certificate/);
    const proven = await text('500.19.2147942413', 'exch01', '--format', format);
    assert.equal(proven.split('attribute is invalid').length, 2);
  }
});

describe('the tables', () => {
  test('every cause has a question of the table, and every question a command or a person', () => {
    const known = new Set(questions.map(({ id }) => id));
    const all = new Set(causes.map(({ id }) => id));
    for (const { id, ask, action } of causes) {
      assert.ok(ask === null || known.has(ask), id);
      assert.match(action, /^[A-Z].{10,110}\.$/, id);
    }
    for (const { id, splits, command, runOn } of questions) {
      for (const cause of splits) assert.ok(all.has(cause), `${id}: ${cause}`);
      assert.ok(command !== '' || runOn === 'person', id);
    }
  });
});
