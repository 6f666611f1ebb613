// The JSON of simulate, explain and diagnose, field by field: nothing missing, nothing else, only the values
// that are promised.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { causes } from '../../server/src/core/simulate/causes.js';
import { everybody, folder, log, oneOf, type Files } from '../support/diagnosis.js';
import { clientFiles, methods, netsh, now, predictionServer } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

type Check = (value: unknown, at: string) => void;

const oneOfThese =
  (...values: readonly unknown[]): Check =>
  (value, at) => {
    assert.ok(values.includes(value), `${at}: ${JSON.stringify(value)}`);
  };
const ofType =
  (type: 'string' | 'number' | 'boolean'): Check =>
  (value, at) => {
    assert.equal(typeof value, type, at);
  };
const text = ofType('string');
const filled: Check = (value, at) => {
  text(value, at);
  assert.notEqual(value, '', at);
};
const count: Check = (value, at) => {
  assert.ok(Number.isInteger(value) && (value as number) >= 0, `${at}: ${JSON.stringify(value)}`);
};
const orNull =
  (check: Check): Check =>
  (value, at) => {
    if (value !== null) check(value, at);
  };
const listOf =
  (check: Check): Check =>
  (value, at) => {
    assert.ok(Array.isArray(value), at);
    value.forEach((item, index) => {
      check(item, `${at}[${index}]`);
    });
  };
/** Names that end with `?` may be absent. */
const object =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    assert.ok(typeof value === 'object' && value !== null, at);
    const known = new Map(Object.entries(fields).map(([name, check]) => [name.replace('?', ''), check]));
    for (const name of Object.keys(value)) assert.ok(known.has(name), `${at}.${name} is not promised`);
    for (const [name, check] of Object.entries(fields)) {
      const own = (value as Record<string, unknown>)[name.replace('?', '')];
      if (own === undefined) assert.ok(name.endsWith('?'), `${at}.${name} is missing`);
      else check(own, `${at}.${name}`);
    }
  };

const position = object({ line: count, character: count });
const place = {
  path: filled,
  range: object({ start: position, end: position }),
  'within?': object({ path: filled, line: count, character: count }),
};
const notes = listOf(object({ ...place, message: filled }));
const certainty = oneOfThese('certain', 'likely', 'possible');
const stages =
  'endpoint url configuration ssl ask body none validity trust usage revocation token module authentication authorization application proxy';
const stage = oneOfThese(...stages.split(' '));
const remedy = orNull(object({ rule: filled, title: filled, kind: oneOfThese('safe', 'review') }));
const questions =
  'log configuration scope sslRecords schannel deviceCertificate shownCertificate rootStore revocation ntauth account kdcEvents spn delegation httperr systemEvents freb exchangeLog verify configurationOfPath';
const questionId = oneOfThese(...questions.split(' '));
const runOn = oneOfThese('exchange', 'client', 'dc', 'anyDomainMember', 'person');
const cause = oneOfThese(
  ...'certificate-not-sent certificate-never-asked tls-ended-before issuer-not-offered certificate-expired certificate-not-yet-valid root-unknown root-store-not-self-signed intermediate-missing ctl-excludes wrong-usage wrong-certificate certificate-revoked revocation-unknown ds-mapper-off mapping-off module-missing no-method providers-empty not-in-ntauth weak-mapping sid-contradicts account-state account-unknown mapping-below-site ticket-refused channel-binding ssl-required body-over-read-ahead tls13-per-path configuration-refused application-refused back-end-refused'.split(
    ' ',
  ),
);
const question = object({
  id: questionId,
  why: filled,
  splits: listOf(cause),
  command: text,
  saveAs: filled,
  runOn,
  elevated: ofType('boolean'),
  secrets: oneOfThese('none'),
});
const outcome = object({
  kind: oneOfThese('passes', 'challenged', 'refused', 'noResponse'),
  status: orNull(count),
  substatus: orNull(count),
  win32: orNull(count),
  logged: oneOfThese('w3c', 'httperr', 'none'),
  challenges: listOf(filled),
  user: orNull(filled),
});
const unknowns =
  'dsMapper tls http2 records revocation trust chain ctl schannel ntauth account kdc spn delegation channelBinding webConfig application requireWithoutNegotiate clientOffers';

const simulation = object({
  request: object({
    url: filled,
    site: filled,
    configurationPath: filled,
    method: filled,
    body: count,
    tls: oneOfThese('1.2', '1.3', 'unknown'),
    from: oneOfThese('client', 'gateway', 'proxy', 'loopback'),
    certificate: orNull(object({ path: filled, sha1: filled, subject: text })),
  }),
  outcome,
  certainty,
  stage,
  because: notes,
  rule: orNull(filled),
  remedy,
  alternatives: listOf(object({ outcome, certainty, stage, because: notes, rule: orNull(filled), when: text })),
  unknown: listOf(
    object({
      what: oneOfThese(...unknowns.split(' ')),
      decides: filled,
      ask: object({ id: questionId, command: text, saveAs: filled, runOn }),
    }),
  ),
  steps: listOf(
    object({ stage, result: oneOfThese('pass', 'end', 'fork', 'skipped'), message: filled, because: notes }),
  ),
});
const explanation = object({
  status: filled,
  meaning: filled,
  win32: orNull(object({ value: count, symbol: filled, meaning: filled })),
  causes: listOf(
    object({
      cause,
      title: filled,
      certainty,
      stage,
      finding: orNull(object({ rule: filled, ...place, message: filled })),
      state: oneOfThese('proven', 'open', 'excluded'),
      because: notes,
      remedy,
      tellsApart: filled,
      ask: orNull(question),
      page: orNull(filled),
    }),
  ),
  sources: listOf(filled),
});
const diagnosis = object({
  server: orNull(filled),
  state: oneOfThese('evidence', 'proven', 'handedOver', 'healthy', 'contradiction'),
  observed: listOf(
    object({
      status: filled,
      count,
      devices: count,
      allDevices: ofType('boolean'),
      first: orNull(filled),
      last: orNull(filled),
      example: object({ path: filled, line: count }),
    }),
  ),
  proven: listOf(
    object({
      cause,
      rule: orNull(filled),
      because: notes,
      remedy: orNull(object({ script: filled, rollback: filled })),
      verify: question,
    }),
  ),
  excluded: listOf(object({ cause, because: notes })),
  open: listOf(object({ cause, for: notes, against: notes, certainty })),
  facts: listOf(object({ what: filled, value: oneOfThese('yes', 'no', 'unknown'), because: notes })),
  next: orNull(question),
});

interface Simulated {
  readonly outcome: { readonly kind: string; readonly challenges: readonly string[] };
  readonly request: { readonly site: string; readonly configurationPath: string; readonly certificate: unknown };
  readonly certainty: string;
  readonly rule: string | null;
  readonly because: readonly Placed[];
  readonly alternatives: readonly unknown[];
  readonly unknown: readonly unknown[];
  readonly steps: readonly { readonly stage: string }[];
}

interface Placed {
  readonly path: string;
  readonly range: Lines;
}

interface CheckedFinding extends Placed {
  readonly rule: string;
  readonly configurationPath: string;
  readonly evidence: readonly Placed[];
}

/** Both speak of a line. */
const meet = (a: Placed, b: Placed): boolean =>
  a.path === b.path && a.range.start.line <= b.range.end.line && b.range.start.line <= a.range.end.line;

interface Lines {
  readonly start: { readonly line: number };
  readonly end: { readonly line: number };
}

const gateway = { flags: 'Ssl, Ssl128', mapping: false, methods: methods.windows(['Negotiate', 'NTLM']) };
const shapes = [
  {},
  { mapping: false },
  { module: false },
  { readAhead: 0, methods: methods.basic },
  { flags: 'Ssl, SslRequireCert' },
  { flags: 'Ssl, SslNegotiateCert', record: { 'DS Mapper Usage': 'Disabled' } },
  { record: null, windowsServer: null },
  { iisMapping: true, mapping: false },
  { flags: 'None', methods: methods.anonymous },
  { owaAndEcpDiffer: true },
  gateway,
  { ...gateway, methods: methods.windows([]) },
  { ...gateway, methods: methods.windows(['Negotiate'], '<extendedProtection tokenChecking="Require" />') },
  { bindings: '<binding protocol="http" bindingInformation="*:80:" />' },
];
const requests: readonly (readonly string[])[] = [
  ['/Microsoft-Server-ActiveSync'],
  ...Object.keys(clientFiles).map((file) => ['/Microsoft-Server-ActiveSync', '--certificate', file]),
  ...['OPTIONS', 'POST', 'GET', 'PROPFIND'].map((verb) => [
    '/Microsoft-Server-ActiveSync',
    '--method',
    verb,
    '--certificate',
    'alice.cer',
  ]),
  ...['gateway', 'proxy', 'loopback'].map((from) => ['/Microsoft-Server-ActiveSync', '--from', from]),
  ['/Microsoft-Server-ActiveSync', '--tls', '1.3', '--certificate', 'alice.cer'],
  ['/Microsoft-Server-ActiveSync', '--http2', '--certificate', 'alice.cer'],
  ['/Microsoft-Server-ActiveSync', '--body', '9000000', '--certificate', 'alice.cer'],
  ['http://mail.contoso.com/Microsoft-Server-ActiveSync'],
  ['https://mail.contoso.com:444/owa'],
  ['/EWS/Exchange.asmx'],
  ['/ecp'],
];

async function json(files: Files, ...args: string[]): Promise<{ readonly told: unknown; readonly code: number }> {
  const { out, code, warnings } = await outcomeOf([...args, '--format', 'json'], new TestHost(files));
  assert.ok(out !== '', warnings.join('\n'));
  return { told: JSON.parse(out), code };
}

describe('the JSON of predictions', () => {
  for (const [index, shape] of shapes.entries()) {
    test(`simulate, server ${index + 1}`, async () => {
      const files = predictionServer(shape);
      const checked = (await json(files, 'check', 'exch01', '--at', now)).told as {
        findings: CheckedFinding[];
      };
      for (const request of requests) {
        const { told, code } = await json(files, 'simulate', 'exch01', ...request, '--at', now);
        const at = request.join(' ');
        simulation(told, at);
        const { outcome: got, certainty: sure, alternatives, unknown, steps, request: asked } = told as Simulated;
        const { rule, because } = told as Simulated;
        if (sure === 'certain') assert.deepEqual([alternatives, unknown], [[], []], at);
        if (got.kind === 'passes') assert.notEqual(sure, 'certain', at);
        assert.equal(new Set(steps.map((step) => step.stage)).size, steps.length, at);
        // A certificate that is only named in a request is none of the folder that was checked.
        if (rule !== null && !(rule.startsWith('certificate/') && asked.certificate !== null)) {
          const found = checked.findings.filter((finding) => finding.rule === rule);
          // At a line that decides, or about the very path or site that the request is for.
          const isDeciding = (finding: CheckedFinding): boolean =>
            [asked.configurationPath, asked.site].includes(finding.configurationPath) ||
            [finding, ...finding.evidence].some((place) => because.some((decides) => meet(place, decides)));
          assert.ok(
            found.some(isDeciding),
            `${at}: check has no ${rule} where it is decided: ${JSON.stringify({ because, found })}`,
          );
        }
        const mayBeFirst = got.kind === 'challenged' && asked.certificate === null;
        if (got.kind === 'passes') assert.equal(code, 0, at);
        else if (mayBeFirst) assert.ok(code === 0 || code === 1, at);
        else assert.equal(code, 1, at);
      }
    });
  }

  test('explain, every status of a cause, with a server and without', async () => {
    const statuses = new Set(
      causes.flatMap(({ shows }) =>
        shows.flatMap(({ status, substatus, win32 }) =>
          status === 0 ? [] : [[status, substatus, win32].filter((part) => part !== null).join('.')],
        ),
      ),
    );
    for (const shape of [{}, gateway, { record: null, mapping: false }]) {
      const files = predictionServer(shape);
      for (const status of statuses) {
        const alone = await json(files, 'explain', status);
        explanation(alone.told, status);
        const { told, code } = await json(files, 'explain', status, 'exch01');
        explanation(told, `${status} on a server`);
        assert.deepEqual([alone.code, code], [0, 0]);
      }
    }
  });

  test('diagnose, every status for all and for one device', async () => {
    const codes = { healthy: 0, proven: 1, evidence: 4, handedOver: 4, contradiction: 4 } as const;
    const statuses = ['200 0 0', '401 2 5', '401 1 1326', '401 1 2148074274', '403 0 0', '403 4 5', '403 7 5'].concat(
      ['403 13 2148081683', '403 16 2148204809', '403 17 2148204801', '404 0 2', '413 0 0', '500 0 50'],
      ['500 19 2147942413', '503 0 0'],
    );
    for (const shape of [{}, { mapping: false }, gateway]) {
      for (const status of statuses) {
        for (const text of [everybody(status), oneOf(status), log([{ device: 1, status }])]) {
          for (const more of [{}, { 'exch01/sslcert.txt': netsh(), 'exch01/device.cer': clientFiles['weak.cer']! }]) {
            const files = folder(shape, text, more);
            const { told, code } = await json(files, 'diagnose', 'exch01', '--at', now);
            diagnosis(told, status);
            const { state, next, proven } = told as { state: keyof typeof codes; next: unknown; proven: unknown[] };
            assert.equal(code, codes[state], status);
            assert.equal(next === null, state === 'proven' || state === 'healthy', `${status}: ${state}`);
            assert.equal(proven.length > 0, state === 'proven');
          }
        }
      }
    }
  });
});
