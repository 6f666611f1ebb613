// The cases about verdicts and fixes on configurations: input in `input/`.
import assert from 'node:assert/strict';
import { said, serious, type Case, type CaseReport, type CaseTests } from './support.js';

const mapperUnverified = 'information exchange/ds-mapper-unverified @ ';
const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

const check = (one: Case, ...args: readonly string[]): Promise<CaseReport> => one.check('input', ...args);

/** `check` says exactly this, and after `--fix all` exactly that. */
const says =
  (before: readonly string[], after: readonly string[], ...args: readonly string[]) =>
  async (one: Case): Promise<void> => {
    assert.deepEqual(said((await check(one, ...args)).findings), [...before].sort());
    await one.run(['check', '--fix', 'all', ...args], 'input');
    assert.deepEqual(said((await check(one, ...args)).findings), [...after].sort(), 'after --fix all');
  };

const accepted = `error exchange/client-certificate-accepted-not-required @ ${activeSync}`;

export const configurationCases: CaseTests = {
  'baseline-stock': says([], []),
  'ftpserver-site': says([], []),
  requestqueuedelegatoridentity: says([], []),

  'fix-all-relocks-windows-ews': async (one) => {
    assert.deepEqual(said((await check(one)).findings), ['warning iis/security-section-unlocked @ ']);
    await one.run(['check', '--fix', 'all'], 'input');
    assert.deepEqual(serious(await check(one)), []);
    const { out } = await one.run(
      ['effective', '.', 'Default Web Site/EWS', 'windowsAuthentication', '--format', 'json'],
      'input',
    );
    const { attributes } = JSON.parse(out) as { attributes: Record<string, { value: string }> };
    assert.equal(attributes.enabled?.value, 'true');
  },

  'http-sys-contradicts-xml-negotiate': async (one) => {
    const { findings } = await check(one);
    assert.deepEqual(said(findings.filter(({ severity }) => severity !== 'hint')), [
      'warning tls/record-contradicts-binding @ Default Web Site',
      'warning tls/tls13-with-virtual-directory-certificate @ Default Web Site',
    ]);
  },

  'modsecurity-undeclared': async (one) => {
    const before = one.read('input/inetpub/wwwroot/web.config');
    const { findings } = await check(one);
    assert.deepEqual(said(findings), ['error iis/unknown-section @ Default Web Site']);
    assert.doesNotMatch(findings[0]!.message, /did you mean|'security'/i);
    assert.deepEqual(findings[0]!.remedies, []);
    await one.run(['check', '--fix', 'all'], 'input');
    assert.equal(one.read('input/inetpub/wwwroot/web.config'), before);
    // The name that was once offered is a section group, which takes no attributes.
    one.write('input/inetpub/wwwroot/web.config', before.replace('ModSecurity', 'security'));
    assert.deepEqual(serious(await check(one)), [
      'error iis/unknown-element-or-attribute @ Default Web Site',
      'error iis/unknown-element-or-attribute @ Default Web Site',
    ]);
  },

  'one-to-one-char-lost': async (one) => {
    const found = (await check(one)).findings.find(({ rule }) => rule === 'certificate/one-to-one-format');
    assert.equal(found?.severity, 'error');
    assert.match(found.message, /not a multiple of 4.*missing.*Export/);
    assert.deepEqual(found.remedies, []);
  },

  'owa-kcd-empty-providers': says(
    ['error device/providers-empty @ Default Web Site/ecp', 'error device/providers-empty @ Default Web Site/owa'],
    [],
  ),
  'pass-accept-with-mapping-and-basic': says(
    [mapperUnverified, accepted, `error exchange/basic-with-client-certificate @ ${activeSync}`],
    [mapperUnverified],
  ),
  'pass-airwatch-location-without-site': says(
    ['warning iis/location-unknown-site @ Microsoft-Server-ActiveSync'],
    ['warning iis/location-unknown-site @ Microsoft-Server-ActiveSync'],
  ),
  'pass-doc-cli-flags': says(
    [
      mapperUnverified,
      `warning exchange/require-without-negotiate @ ${activeSync}`,
      `hint exchange/ssl128-dropped @ ${activeSync}`,
    ],
    [mapperUnverified],
  ),
  'pass-flags-with-pipes': says([mapperUnverified, `error iis/invalid-flags @ ${activeSync}`], [mapperUnverified]),
  'pass-negotiate-128': async (one) => {
    const expected = [
      mapperUnverified,
      'warning tls/binding-negotiates-client-certificate @ Default Web Site',
      'warning tls/binding-negotiates-client-certificate @ Default Web Site',
    ];
    // What HTTP.SYS decides is not silenced by an edit of the file.
    await says(expected, expected)(one);
  },
  'pass-officedocs329-mapper-unproved': says([mapperUnverified], [mapperUnverified]),
  'pass-renamed-site': says(
    [
      mapperUnverified,
      'error exchange/client-certificate-accepted-not-required @ Exchange FE/Microsoft-Server-ActiveSync',
    ],
    [mapperUnverified],
  ),

  'second-activesync-site-right': async (one) => {
    const report = await check(one);
    assert.deepEqual(serious(report), []);
    const { value, virtualDirectories } = report.servers[0]!.termination;
    assert.equal(value, 'exchange');
    assert.deepEqual(
      virtualDirectories
        .filter((directory) => directory.value !== 'none')
        .map((directory) => directory.configurationPath),
      ['EAS-Cert/Microsoft-Server-ActiveSync'],
    );
  },
  'second-site-set-exchange': says([mapperUnverified], [mapperUnverified], '--termination', 'exchange'),

  'tls13-fix-claims-success': async (one) => {
    const before = one.read('input/applicationHost.config');
    const rule = 'tls/tls13-with-virtual-directory-certificate';
    assert.ok((await check(one)).findings.some((finding) => finding.rule === rule));
    await one.run(['check', '--fix', 'all'], 'input');
    assert.equal(one.read('input/applicationHost.config'), before);
    assert.ok((await check(one)).findings.some((finding) => finding.rule === rule));
  },

  'wwwroot-dot-folder-webconfig': says(['error iis/locked-section @ Default Web Site/.well-known/acme-challenge'], []),
};
