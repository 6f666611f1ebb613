// The command simulate: one test for each row of the stages, with its certainty from both sides.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  account,
  clientFiles,
  methods,
  netsh,
  now,
  predictionServer,
  sid,
  type ServerShape,
} from '../support/prediction.js';
import { sampleFiles } from '../support/servers.js';
import { outcomeOf, TestHost, type Outcome } from './support.js';

interface Told {
  readonly request: Record<string, unknown> & { readonly tls: string; readonly method: string };
  readonly outcome: {
    readonly kind: string;
    readonly status: number | null;
    readonly substatus: number | null;
    readonly win32: number | null;
    readonly logged: string;
    readonly challenges: readonly string[];
    readonly user: string | null;
  };
  readonly certainty: string;
  readonly stage: string;
  readonly because: readonly { readonly path: string; readonly message: string }[];
  readonly rule: string | null;
  readonly remedy: { readonly rule: string; readonly title: string; readonly kind: string } | null;
  readonly alternatives: readonly {
    readonly outcome: Told['outcome'];
    readonly certainty: string;
    readonly when: string;
  }[];
  readonly unknown: readonly {
    readonly what: string;
    readonly decides: string;
    readonly ask: { readonly id: string } | null;
  }[];
  readonly steps: readonly { readonly stage: string; readonly result: string }[];
}

const command = (host: TestHost, ...args: string[]): Promise<Outcome> => outcomeOf(args, host);

type Files = Record<string, string | Uint8Array>;

async function told(files: Files, url: string, ...args: string[]): Promise<Told & { readonly code: number }> {
  const host = new TestHost(files);
  const result = await command(host, 'simulate', 'exch01', url, '--at', now, '--format', 'json', ...args);
  assert.ok(result.out !== '', result.warnings.join('\n'));
  return { ...(JSON.parse(result.out) as Told), code: result.code };
}

const sync = '/Microsoft-Server-ActiveSync';
const dn = 'CN=alice,OU=Users,DC=contoso,DC=com';

/** ActiveSync of a server of that shape, asked over TLS 1.2. */
function at(shape: ServerShape, certificate: string, ...args: string[]) {
  return told(predictionServer(shape), sync, '--certificate', certificate, '--tls', '1.2', ...args);
}

function without(files: Files, ...names: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.some((part) => name.includes(part))));
}

const summary = ({ outcome, certainty, stage }: Told): string =>
  `${outcome.kind} ${outcome.status ?? '-'}.${outcome.substatus ?? '-'} ${outcome.win32 ?? '-'} ${certainty} ${stage}`;

const asked = ({ unknown }: Told): string[] => unknown.map(({ what }) => what).sort();

describe('stage 1, endpoint', () => {
  test('a listing of the front end says nothing about the back end, as in check', async () => {
    const files: Files = Object.fromEntries(
      [...sampleFiles('contoso-exchange-2019')].map(([name, text]) => [`exch01/${name}`, text]),
    );
    assert.doesNotMatch(String(files['exch01/sslcert.txt']), /:444/);
    const found = await told(files, `https://exch01:444${sync}/Proxy`, '--from', 'proxy');
    assert.equal(found.outcome.kind, 'passes');
  });

  test('nothing listens: no response, certain', async () => {
    const found = await told(predictionServer(), `https://mail.contoso.com:8443${sync}`);
    assert.equal(summary(found), 'noResponse -.- - certain endpoint');
    assert.equal(found.outcome.logged, 'none');
    assert.equal(found.code, 1);
  });

  test('a port that no rule is about brings no rule', async () => {
    const bindings = '<binding protocol="https" bindingInformation="*:443:" />';
    const found = await told(predictionServer({ bindings }), `https://mail.contoso.com:8443${sync}`);
    assert.deepEqual([found.rule, found.remedy], [null, null]);
    assert.equal((await told(predictionServer({ bindings: '' }), sync)).rule, 'tls/front-end-https-binding-missing');
  });

  test('a name that no binding takes: no response where all need SNI, else an answer of HTTP.SYS', async () => {
    const named = (flags: number): ServerShape => ({
      bindings: `<binding protocol="https" bindingInformation="*:443:mail.contoso.com" sslFlags="${flags}" />`,
    });
    const at443 = (shape: ServerShape, name: string) => told(predictionServer(shape), `https://${name}${sync}`);
    assert.equal(summary(await at443(named(1), 'other.contoso.com')), 'noResponse -.- - likely endpoint');
    const answered = await at443(named(0), 'other.contoso.com');
    assert.equal(summary(answered), 'refused 404.- - likely url');
    assert.equal(answered.outcome.logged, 'httperr');
    assert.equal((await at443(named(0), 'mail.contoso.com')).stage, 'none');
  });

  test('records hold none for the binding: no response, likely, since a saved text may list one record only', async () => {
    const files = { ...predictionServer(), 'exch01/sslcert.txt': netsh({ 'IP:port': '127.0.0.1:443' }) };
    assert.equal(summary(await told(files, sync)), 'noResponse -.- - likely endpoint');
  });

  test('records are not there: their existence is not asked for', async () => {
    const found = await at({ record: null }, 'none');
    assert.equal(found.stage, 'none');
  });

  test('a record that rejects connections: no response, likely', async () => {
    const found = await at({ record: { 'Reject Connections': 'Enabled' } }, 'none');
    assert.equal(summary(found), 'noResponse -.- - likely endpoint');
  });
});

describe('stages 2 to 4, url, configuration, ssl', () => {
  test('a path is found without regard to case, without query and fragment', async () => {
    const found = await told(predictionServer(), '/MICROSOFT-SERVER-activesync?Cmd=Ping#x', '--tls', '1.2');
    assert.equal(found.request.configurationPath, 'Default Web Site/Microsoft-Server-ActiveSync');
    assert.equal(found.request.method, 'OPTIONS');
  });

  test('dots in a path are resolved first, and never lead above the site', async () => {
    for (const [path, expected] of [
      ['/owa/../Microsoft-Server-ActiveSync/./default.eas', 'Default Web Site/Microsoft-Server-ActiveSync/default.eas'],
      ['/Microsoft-Server-ActiveSync/%2e%2e/EWS', 'Default Web Site/EWS'],
      ['/../../EWS', 'Default Web Site/EWS'],
    ] as const) {
      assert.equal((await told(predictionServer(), path)).request.configurationPath, expected, path);
    }
  });

  test('two sites with one id: neither passes, whichever is asked', async () => {
    const files = predictionServer();
    const host = Object.keys(files).find((name) => name.endsWith('applicationHost.config'))!;
    const other =
      '<site name="Other" id="1"><application path="/"><virtualDirectory path="/" physicalPath="C:\\o" /></application></site>';
    const doubled = String(files[host]).replace('</sites>', `${other}</sites>`);
    const { outcome, rule } = await told({ ...files, [host]: doubled }, sync);
    assert.deepEqual([outcome.status, rule], [503, 'iis/site-structure']);
  });

  test('a configuration path for a URL is wrong usage that names the URL', async () => {
    const run = (path: string) => command(new TestHost(predictionServer()), 'simulate', 'exch01', path);
    const front = await run('Default Web Site/EWS');
    assert.deepEqual([front.code, front.out], [2, '']);
    assert.match(front.warnings.join(), /use its URL, '\/EWS'/);
    assert.match((await run('Exchange Back End/EWS')).warnings.join(), /'https:\/\/localhost:444\/EWS'/);
  });

  test('what a page of others answers is unknown', async () => {
    const files = predictionServer({ methods: methods.anonymous });
    const open = {
      ...files,
      'exch01/applicationHost.config': String(files['exch01/applicationHost.config']).replace(
        '<anonymousAuthentication enabled="false" />',
        '<anonymousAuthentication enabled="true" />',
      ),
    };
    const { outcome } = await told(open, '/nothing.htm');
    assert.deepEqual([outcome.kind, outcome.status], ['passes', null]);
  });

  test('a value that IIS rejects in the web.config of the path: 500.19 with its code, certain; other paths go on', async () => {
    const wrong =
      '<configuration><system.webServer><security><access sslFlags="Always" /></security></system.webServer></configuration>';
    const files = {
      ...predictionServer(),
      'exch01/FrontEnd/HttpProxy/Microsoft-Server-ActiveSync/web.config': wrong,
    };
    const found = await told(files, sync);
    assert.equal(summary(found), `refused 500.19 2147942413 certain configuration`);
    assert.equal(found.rule, 'iis/invalid-flags');
    assert.equal((await told(files, '/EWS')).stage, 'authentication');
  });

  test('http where SSL is required: 403.4, certain, before every question about certificates', async () => {
    const found = await told(predictionServer(), `http://mail.contoso.com${sync}`);
    assert.equal(summary(found), 'refused 403.4 5 certain ssl');
    const flags = 'Ssl, SslRequireCert';
    const other = await told(predictionServer({ flags }), `http://mail.contoso.com${sync}`);
    assert.deepEqual(
      [other.outcome.substatus, other.rule],
      [4, null],
      'another finding at the place does not cause the status',
    );
  });
});

describe('stages 5 and 6, ask', () => {
  test('a path that requests nothing checks no certificate: an expired one is not refused', async () => {
    const found = await told(predictionServer(), '/EWS', '--certificate', 'expired.cer', '--tls', '1.2');
    assert.equal(summary(found), 'challenged 401.2 5 certain authentication');
    assert.deepEqual(found.outcome.challenges, ['Basic']);
    assert.equal(found.code, 1);
    assert.equal((await told(predictionServer(), '/EWS')).code, 0);
  });

  test('required without negotiate is open: both ways are possible, and the first prediction says so', async () => {
    const found = await at({ flags: 'Ssl, SslRequireCert' }, 'alice.cer');
    assert.equal(found.certainty, 'possible');
    assert.ok(asked(found).includes('requireWithoutNegotiate'));
    assert.ok(found.alternatives.some(({ outcome }) => outcome.substatus === 7));
    // Without a certificate both ways end alike, so nothing is open.
    assert.equal(summary(await at({ flags: 'Ssl, SslRequireCert' }, 'none')), 'refused 403.7 5 certain none');
  });

  test('TLS 1.3 on Windows Server 2025: 500.0 with 50, likely', async () => {
    const found = await told(
      predictionServer({ windowsServer: '2025' }),
      sync,
      '--tls',
      '1.3',
      '--certificate',
      'alice.cer',
    );
    assert.equal(summary(found), 'refused 500.0 50 likely ask');
    assert.equal(found.request.tls, '1.3');
    assert.equal(found.rule, 'tls/tls13-with-virtual-directory-certificate');
  });

  test('TLS 1.3 on Windows Server 2022: no response is likely, 403.7 and success are possible', async () => {
    const found = await told(
      predictionServer({ windowsServer: '2022' }),
      sync,
      '--tls',
      '1.3',
      '--certificate',
      'alice.cer',
    );
    assert.equal(summary(found), 'noResponse -.- - likely ask');
    assert.deepEqual(found.alternatives.map(({ outcome, certainty }) => `${outcome.kind} ${certainty}`).sort(), [
      'passes possible',
      'refused possible',
    ]);
  });

  test('a client that offers TLS 1.3 to a server without it gets 1.2', async () => {
    for (const shape of [{ windowsServer: '2019' }, { windowsServer: '2022', record: { 'Disable TLS1.3': 'Set' } }]) {
      const found = await told(predictionServer(shape), sync, '--tls', '1.3', '--certificate', 'alice.cer');
      assert.equal(found.request.tls, '1.2');
      assert.equal(found.outcome.kind, 'passes');
    }
  });

  test('an unknown TLS version forks where it decides, and only there', async () => {
    const found = await told(predictionServer({ windowsServer: null }), sync, '--certificate', 'alice.cer');
    assert.ok(asked(found).includes('tls'));
    assert.equal(found.certainty, 'possible');
    assert.ok(!asked(await told(predictionServer({ windowsServer: null }), '/EWS')).includes('tls'));
  });

  test('HTTP/2 is open where it is not disabled', async () => {
    const found = await at({ record: { 'Disable HTTP2': 'Not Set' } }, 'alice.cer', '--http2');
    assert.equal(found.certainty, 'possible');
    assert.ok(asked(found).includes('http2'));
  });
});

describe('stage 7, body', () => {
  test('a body above the read-ahead size: 413, likely; one below passes', async () => {
    const found = await at({}, 'alice.cer', '--body', '3000000');
    assert.equal(summary(found), 'refused 413.0 - likely body');
    assert.equal(found.request.method, 'POST');
    assert.equal((await at({}, 'alice.cer', '--body', '1000')).outcome.kind, 'passes');
  });

  test('0 stops every body, and the finding is named', async () => {
    const found = await at({ readAhead: 0 }, 'alice.cer', '--body', '1');
    assert.equal(found.outcome.status, 413);
    assert.equal(found.rule, 'exchange/upload-read-ahead-too-small');
  });

  test('a certificate from the handshake is there before the body', async () => {
    const found = await at({ record: { 'Negotiate Client Certificate': 'Enabled' } }, 'alice.cer', '--body', '3000000');
    assert.equal(found.outcome.kind, 'passes');
  });

  test('a missing web.config makes the size unknown', async () => {
    const files = without(predictionServer(), 'web.config');
    const found = await told(files, sync, '--certificate', 'alice.cer', '--tls', '1.2', '--body', '3000000');
    assert.ok(asked(found).includes('webConfig'));
    assert.notEqual(found.certainty, 'certain');
  });
});

describe('stage 8, none sent', () => {
  test('required: 403.7, certain, for loopback too', async () => {
    assert.equal(summary(await at({}, 'none')), 'refused 403.7 5 certain none');
    assert.equal((await at({}, 'none', '--from', 'loopback')).outcome.substatus, 7);
    assert.deepEqual((await at({}, 'none')).alternatives, []);
  });

  test('accepted: authentication decides', async () => {
    const found = await at({ flags: 'Ssl, SslNegotiateCert', methods: methods.basic }, 'none');
    assert.equal(summary(found), 'challenged 401.2 5 certain authentication');
  });

  test('accepted: the client may decline to send its certificate', async () => {
    const found = await at({ flags: 'Ssl, SslNegotiateCert' }, 'alice.cer');
    assert.ok(asked(found).includes('clientOffers'));
  });
});

describe('stage 9, the certificate', () => {
  test('expired and not yet valid: 403.17, certain', async () => {
    for (const [name, rule] of [
      ['expired.cer', 'certificate/expired'],
      ['early.cer', 'certificate/not-yet-valid'],
    ] as const) {
      const found = await at({}, name);
      assert.equal(summary(found), `refused 403.17 2148204801 certain validity`);
      assert.equal(found.rule, rule);
    }
  });

  test('a root that is not among loose files of the store: 403.16, likely', async () => {
    const files = {
      ...without(predictionServer(), 'Root/'),
      'exch01/Root/other.cer': predictionServer()['exch01/CA/issuing.cer']!,
    };
    const found = await told(files, sync, '--certificate', 'alice.cer', '--tls', '1.2');
    assert.equal(found.outcome.substatus, 16);
    assert.equal(found.outcome.win32, 0x800b0109);
    assert.equal(found.certainty, 'likely');
  });

  test('an unknown store forks; nothing is certain', async () => {
    const found = await told(without(predictionServer(), 'Root/'), sync, '--certificate', 'alice.cer', '--tls', '1.2');
    assert.equal(found.certainty, 'possible');
    assert.deepEqual(found.unknown.find(({ what }) => what === 'trust')?.ask?.id, 'rootStore');
  });

  test('an intermediate that the server lacks: the client may send it', async () => {
    const found = await told(without(predictionServer(), 'CA/'), sync, '--certificate', 'alice.cer', '--tls', '1.2');
    assert.ok(asked(found).includes('chain'));
    assert.equal(found.outcome.kind, 'passes');
  });

  test('a purpose that excludes clients: 403.16, likely; not where the record does not check', async () => {
    const found = await at({}, 'usage.cer');
    assert.equal(summary(found), `refused 403.16 2148204816 likely usage`);
    assert.equal((await at({ record: { 'Usage Check': 'Disabled' } }, 'usage.cer')).outcome.kind, 'passes');
  });

  test('revoked by a valid list: 403.13, certain; not where the record does not check', async () => {
    const found = await at({}, 'revoked.cer');
    assert.equal(summary(found), `refused 403.13 2148081680 certain revocation`);
    const off = await at({ record: { 'Verify Client Certificate Revocation': 'Disabled' } }, 'revoked.cer');
    assert.equal(off.outcome.kind, 'passes');
    // Without the record the check is a default.
    assert.equal((await at({ record: null }, 'revoked.cer')).certainty !== 'certain', true);
  });

  test('no list: the reachability is unknown; no location at all: open', async () => {
    const found = await told(without(predictionServer(), '.crl'), sync, '--certificate', 'alice.cer', '--tls', '1.2');
    assert.ok(asked(found).includes('revocation'));
    assert.equal(
      found.alternatives.some(({ outcome }) => outcome.win32 === 0x80092013),
      true,
    );
    const silent = await told(without(predictionServer(), '.crl'), sync, '--certificate', 'silent.cer', '--tls', '1.2');
    assert.equal(silent.certainty, 'possible');
    assert.equal(
      silent.alternatives.some(({ outcome }) => outcome.win32 === 0x80092012),
      true,
    );
  });

  test('several faults at once: each is possible, never an order of our own', async () => {
    const found = await at({}, 'expired-usage.cer');
    assert.equal(found.certainty, 'possible');
    assert.deepEqual(
      [found.outcome.substatus, ...found.alternatives.map(({ outcome }) => outcome.substatus)].sort(),
      [16, 17],
    );
  });
});

describe('stages 10 and 11, token, module and authentication', () => {
  test('a good certificate passes with its user, at most likely', async () => {
    const found = await at({}, 'alice.cer');
    assert.equal(summary(found), 'passes 200.0 0 likely application');
    assert.equal(found.outcome.user, 'alice@contoso.com');
    assert.deepEqual(found.unknown, []);
    assert.equal(found.code, 0);
  });

  test('DS mapper disabled: 401.2, likely, 401.1 possible, with the finding of check', async () => {
    const found = await at({ record: { 'DS Mapper Usage': 'Disabled' } }, 'alice.cer');
    assert.equal(summary(found), 'refused 401.2 5 likely module');
    assert.equal(found.rule, 'tls/ds-mapper-disabled');
    assert.equal(found.remedy?.rule, 'tls/ds-mapper-disabled');
    assert.deepEqual(
      found.alternatives.map(({ outcome }) => outcome.substatus),
      [1],
    );
    assert.match(found.because[0]!.path, /sslcert\.txt$/);
  });

  test('DS mapper unknown: asked for, and never asked for where the certificate is refused before', async () => {
    const found = await at({ record: null }, 'alice.cer');
    assert.deepEqual(found.unknown.find(({ what }) => what === 'dsMapper')?.ask?.id, 'sslRecords');
    assert.ok(!asked(await at({ record: null }, 'expired.cer')).includes('dsMapper'));
  });

  test('mapping disabled or module missing: 401.2 with the methods that are enabled, certain', async () => {
    const off = await at({ mapping: false, methods: methods.basic }, 'alice.cer');
    assert.equal(summary(off), 'challenged 401.2 5 certain module');
    assert.deepEqual(off.outcome.challenges, ['Basic']);
    const missing = await at({ module: false }, 'alice.cer');
    assert.equal(summary(missing), 'refused 401.2 5 certain module');
    assert.equal(missing.rule, 'exchange/mapping-module-missing');
  });

  for (const [form, text] of [
    ['LDIF', account({ userAccountControl: '514' })],
    [
      'CSV',
      `"DistinguishedName","Enabled","SID","UserPrincipalName"\r\n"${dn}","False","${sid}","alice@contoso.com"\r\n`,
    ],
    [
      'JSON',
      JSON.stringify({
        DistinguishedName: dn,
        Enabled: false,
        SID: { Value: sid },
        UserPrincipalName: 'alice@contoso.com',
      }),
    ],
  ] as const) {
    test(`a disabled account in ${form}: 401.1 or 401.2, with its place; beside the server and named`, async () => {
      const without = Object.fromEntries(Object.entries(predictionServer()).filter(([name]) => !name.endsWith('.ldf')));
      const name = `account.${form.toLowerCase()}`;
      const beside = await told(
        { ...without, [`exch01/${name}`]: text },
        sync,
        '--certificate',
        'alice.cer',
        '--tls',
        '1.2',
      );
      assert.equal(beside.outcome.status, 401);
      assert.ok(beside.because.some(({ path }) => path === `exch01/${name}`));
      const options = ['--certificate', 'alice.cer', '--tls', '1.2', '--account', `elsewhere/${name}`];
      const named = await told({ ...without, [`elsewhere/${name}`]: text }, sync, ...options);
      assert.deepEqual(named.outcome, beside.outcome);
      assert.ok(named.because.some(({ path }) => path === `elsewhere/${name}`));
    });
  }

  test('a named account file that is missing or contains no account is said, with exit code 3', async () => {
    const files = { ...predictionServer(), 'empty.csv': 'a,b\r\n1,2\r\n' };
    for (const [name, why] of [
      ['nowhere.csv', /file not found/],
      ['empty.csv', /it contains no account/],
    ] as const) {
      const { code, warnings } = await command(new TestHost(files), 'simulate', 'exch01', sync, '--account', name);
      assert.equal(code, 3);
      assert.match(warnings.join('\n'), why);
    }
  });

  test('the lists of IIS mapping: an entry of the certificate passes; lists without one that is used: 401.2', async () => {
    const path = 'exch01/applicationHost.config';
    const files = predictionServer({ mapping: false, iisMapping: true });
    const module = 'IISCertificateMappingAuthenticationModule';
    const certificate = Buffer.from(clientFiles['alice.cer']!).toString('base64');
    const entry = `<add userName="alice" certificate="${certificate}" />`;
    const rule = '<manyToOneMappings><add name="all" userName="alice" /></manyToOneMappings>';
    const listed = async (attributes: string, lists: string): Promise<string> => {
      const text = String(files[path])
        .replace('<globalModules>', `$&<add name="${module}" image="x.dll" />`)
        .replace('<modules>', `$&<add name="${module}" />`)
        .replace(
          '<authentication>',
          `$&<iisClientCertificateMappingAuthentication enabled="true" ${attributes}>${lists}</iisClientCertificateMappingAuthentication>`,
        );
      return summary(await told({ ...files, [path]: text }, sync, '--certificate', 'alice.cer', '--tls', '1.2'));
    };
    const one = (text: string): string => `<oneToOneMappings>${text}</oneToOneMappings>`;
    assert.match(await listed('', one(entry)), /^passes/);
    assert.match(await listed('', rule), /^passes 200\.0 0 possible/);
    for (const [attributes, lists] of [
      ['', ''],
      ['', one(entry.replace('<add', '<add enabled="false"'))],
      ['oneToOneCertificateMappingsEnabled="false"', one(entry)],
      ['manyToOneCertificateMappingsEnabled="false"', rule],
    ] as const)
      assert.match(await listed(attributes, lists), /^refused 401\.2 5 \w+ module/, attributes + lists);
  });

  test('anonymous takes the request', async () => {
    const found = await at({ mapping: false, methods: methods.anonymous }, 'alice.cer');
    assert.equal(found.outcome.kind, 'passes');
    assert.equal(found.outcome.user, null);
  });

  test('weak mapping after September 2025 is likely refused; before February 2025 it is not decided', async () => {
    const files = without(predictionServer(), '.ldf');
    const found = await told(files, sync, '--certificate', 'weak.cer', '--tls', '1.2');
    assert.ok(
      [found.outcome, ...found.alternatives.map(({ outcome }) => outcome)].some(({ status }) => status === 401),
    );
    assert.notEqual(found.certainty, 'certain');
  });
});

describe('Kerberos tickets of a gateway', () => {
  test('a web.config that was not provided may enable Windows authentication: nothing is certain', async () => {
    const files = predictionServer({ flags: 'Ssl, Ssl128', mapping: false, methods: methods.windows(['Negotiate']) });
    const path = 'exch01/applicationHost.config';
    const open = `<location path="" overrideMode="Allow"><system.webServer><security><authentication>
      <windowsAuthentication /></authentication></security></system.webServer></location>`;
    const unlocked = { ...files, [path]: String(files[path]).replace('<location', `${open}$&`) };
    assert.match(summary(await told(unlocked, sync, '--from', 'gateway')), /^passes 200\.0 0 likely/);
    const found = await told(without(unlocked, 'ActiveSync/web.config'), sync, '--from', 'gateway');
    assert.equal(found.certainty, 'possible');
    assert.ok(asked(found).includes('webConfig'));
    assert.equal(found.outcome.kind, 'passes');
    const unauthorized = found.alternatives.filter(
      ({ outcome }) => `${outcome.status}.${outcome.substatus}` === '401.2',
    );
    const when = unauthorized.map((one) => one.when).join('; ');
    assert.match(when, /Windows authentication is disabled/);
    assert.match(when, /the providers do not include Negotiate/);
    for (const { outcome } of unauthorized) assert.ok(!outcome.challenges.includes('Negotiate'));
  });

  const device = (more: ServerShape = {}) => ({ flags: 'Ssl, Ssl128', mapping: false, ...more });

  test('Negotiate accepts the ticket, likely', async () => {
    const found = await at(device({ methods: methods.windows(['Negotiate', 'NTLM']) }), 'none', '--from', 'gateway');
    assert.equal(summary(found), 'passes 200.0 0 likely application');
    assert.ok(asked(found).includes('spn'));
  });

  test('a required certificate: 403.7, certain', async () => {
    const found = await at({}, 'none', '--from', 'gateway');
    assert.equal(summary(found), 'refused 403.7 5 certain none');
  });

  test('NTLM alone is of no use to a ticket; no provider, no challenge', async () => {
    const ntlm = await at(device({ methods: methods.windows(['NTLM']) }), 'none', '--from', 'gateway');
    assert.equal(summary(ntlm), 'refused 401.2 5 certain authentication');
    assert.deepEqual(ntlm.outcome.challenges, ['NTLM']);
    const empty = await at(device({ methods: methods.windows([]) }), 'none', '--from', 'gateway');
    assert.equal(summary(empty), 'refused 401.2 5 certain authentication');
    assert.equal(empty.rule, 'device/providers-empty');
  });

  test('Extended Protection that requires a channel binding: 401.1 with SEC_E_BAD_BINDINGS, likely', async () => {
    const windows = methods.windows(['Negotiate', 'NTLM'], '<extendedProtection tokenChecking="Require" />');
    const found = await at(device({ methods: windows }), 'none', '--from', 'gateway');
    assert.equal(summary(found), `refused 401.1 2148074310 likely authentication`);
    assert.equal(found.rule, 'device/extended-protection-required');
    const legacy = await at(device({ methods: windows }), 'none', '--from', 'gateway', '--termination', 'legacy');
    assert.equal(legacy.rule, 'layout/extended-protection-unexpected');
  });

  test('Windows authentication where certificates are mapped as well: 401.2 with the finding about both', async () => {
    const shape = { flags: 'Ssl, Ssl128', methods: methods.windows(['Negotiate']) };
    const found = await at(shape, 'alice.cer');
    assert.equal(summary(found), 'challenged 401.2 5 certain authentication');
    assert.equal(found.rule, 'termination/exchange-and-device');
    const empty = await at({ ...shape, methods: methods.windows([]) }, 'alice.cer');
    assert.deepEqual([empty.outcome.kind, empty.rule], ['refused', 'termination/exchange-and-device']);
  });
});

describe('the answer as a whole', () => {
  test('certain predictions have no alternatives and no unknowns', async () => {
    for (const certificate of ['none', 'expired.cer', 'early.cer', 'revoked.cer']) {
      const found = await at({}, certificate);
      assert.equal(found.certainty, 'certain', certificate);
      assert.deepEqual([found.alternatives, found.unknown], [[], []], certificate);
    }
  });

  test('steps are the stages in order, each once', async () => {
    const found = await at({}, 'alice.cer');
    const stages = found.steps.map(({ stage }) => stage);
    assert.deepEqual(stages, [...new Set(stages)]);
    assert.deepEqual([stages[0], stages.at(-1)], ['endpoint', 'application']);
  });

  test('wrong usage is 2, and what cannot be read is 3', async () => {
    const run = async (...args: string[]): Promise<number> =>
      (await command(new TestHost(predictionServer()), 'simulate', ...args)).code;
    assert.equal(await run('exch01'), 2);
    assert.equal(await run('exch01', 'ftp://x/'), 2);
    assert.equal(await run('exch01', '/owa', '--body', 'many'), 2);
    assert.equal(await run('nowhere', '/owa'), 3);
    assert.equal(await run('exch01', '/owa', '--certificate', 'nothing.cer'), 3);
  });

  test('text says it in one sentence, with places, alternatives and commands', async () => {
    const host = new TestHost(predictionServer({ record: null }));
    const { out: written } = await command(host, 'simulate', 'exch01', sync, '--certificate', 'alice.cer', '--at', now);
    assert.match(written, /^OPTIONS \/Microsoft-Server-ActiveSync with alice\.cer: /);
    assert.match(written, /\nOtherwise:\n/);
    assert.match(written, /\nNot known:\n[\s\S]*netsh http show sslcert > sslcert\.txt/);
  });
});

describe('a leftover record of a host name', () => {
  const records = (all: string, ofName: string): string =>
    netsh({ 'DS Mapper Usage': all }) +
    netsh({ 'DS Mapper Usage': ofName })
      .replace(/^[^]*?-+\n/, '')
      .replace('IP:port      ', 'Hostname:port')
      .replace('0.0.0.0:443', 'mail.contoso.com:443');
  const files = (all: string, ofName: string): Files => ({
    ...predictionServer(),
    'exch01/sslcert.txt': records(all, ofName),
  });
  const shown = async (all: string, ofName: string, url: string): Promise<readonly string[]> => {
    const found = await told(files(all, ofName), url, '--certificate', 'alice.cer', '--tls', '1.2');
    return [found, ...found.alternatives].map(({ outcome }) => `${outcome.status ?? '-'}.${outcome.substatus ?? '-'}`);
  };

  test('counts for the clients of this name, and for no others', async () => {
    assert.deepEqual(await shown('Enabled', 'Disabled', `https://mail.contoso.com${sync}`), ['401.2', '401.1']);
    assert.deepEqual(await shown('Enabled', 'Disabled', `https://other.contoso.com${sync}`), ['200.0']);
    assert.deepEqual(await shown('Disabled', 'Enabled', `https://mail.contoso.com${sync}`), ['200.0']);
  });

  test('where the name is not said, both records are predicted, if they differ', async () => {
    const found = await told(files('Enabled', 'Disabled'), sync, '--certificate', 'alice.cer', '--tls', '1.2');
    assert.deepEqual([found.outcome.status, found.certainty], [200, 'possible']);
    assert.equal(found.alternatives[0]!.when, 'the client uses the host name of mail.contoso.com:443');
    assert.deepEqual(await shown('Enabled', 'Enabled', sync), ['200.0']);
    assert.equal(
      (await told(files('Enabled', 'Enabled'), sync, '--certificate', 'alice.cer', '--tls', '1.2')).certainty,
      'likely',
    );
  });

  test('a diagnosis does not exclude what only the leftover record explains', async () => {
    const excluded = async (ofName: string): Promise<boolean> => {
      const args = ['diagnose', 'exch01', '--status', '401.2', '--at', now, '--format', 'json'];
      const { out } = await outcomeOf(args, new TestHost(files('Enabled', ofName)));
      const { excluded: causes } = JSON.parse(out) as { excluded: { cause: string }[] };
      return causes.some(({ cause }) => cause === 'ds-mapper-off');
    };
    assert.deepEqual([await excluded('Enabled'), await excluded('Disabled')], [true, false]);
  });
});
