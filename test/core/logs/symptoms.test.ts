// Symptoms of administrators that show in a log: each leads to its cause, and from there to the element of
// the configuration.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { activeSyncLine, w3cHeader } from '../../support/logs.js';
import { generatedCertificates, type CertificateName } from '../../support/certificates.js';
import { outcomeOf, TestHost } from '../../cli/support.js';

interface Server {
  readonly sslFlags?: string;
  readonly mapping?: boolean;
  readonly readAhead?: string;
  readonly basic?: boolean;
  readonly windows?: boolean;
}

/** A server as Exchange sets it up, with these settings of ActiveSync. */
function serverText({
  sslFlags = 'Ssl, SslNegotiateCert, SslRequireCert',
  mapping = true,
  readAhead,
  basic,
  windows,
}: Server): string {
  const runtime = readAhead === undefined ? '' : `<serverRuntime uploadReadAheadSize="${readAhead}" />`;
  return `<configuration>
  <configSections><sectionGroup name="system.applicationHost"><section name="sites" /></sectionGroup>
    <sectionGroup name="system.webServer"><section name="serverRuntime" /><sectionGroup name="security"><section name="access" overrideModeDefault="Deny" />
      <sectionGroup name="authentication"><section name="clientCertificateMappingAuthentication" /><section name="basicAuthentication" /><section name="windowsAuthentication" /></sectionGroup></sectionGroup></sectionGroup></configSections>
  <system.applicationHost><sites><site name="Default Web Site" id="1">
      <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
      <application path="/Microsoft-Server-ActiveSync"><virtualDirectory path="/" physicalPath="C:\\Exchange\\FrontEnd\\HttpProxy\\sync" /></application>
      <bindings><binding protocol="https" bindingInformation=":443:" /></bindings></site>
    <site name="Exchange Back End" id="2"><application path="/"><virtualDirectory path="/" physicalPath="C:\\Exchange" /></application>
      <bindings><binding protocol="https" bindingInformation="*:444:" /></bindings></site>
  </sites></system.applicationHost>
  <location path="Default Web Site/Microsoft-Server-ActiveSync"><system.webServer>${runtime}<security>
    <access sslFlags="${sslFlags}" />
    <authentication><clientCertificateMappingAuthentication enabled="${mapping}" />${basic === undefined ? '' : `<basicAuthentication enabled="${basic}" />`}${windows === undefined ? '' : `<windowsAuthentication enabled="${windows}" />`}</authentication>
  </security></system.webServer></location>
</configuration>
`;
}

interface Symptom {
  readonly name: string;
  readonly status: string;
  readonly server?: Server;
  readonly cause: string;
  /** Today's value of the element that explains it; null where no element does. */
  readonly value: string | null;
  /** What the explanation must tell. */
  readonly tells: RegExp;
}

/** Numbers are those of the collection of symptoms. */
const symptoms: readonly Symptom[] = [
  {
    name: '1: 403.7, the server requires a certificate and never requests it',
    status: '403 7 0',
    server: { sslFlags: 'Ssl, SslRequireCert' },
    cause: 'log/certificate-not-presented',
    value: 'Ssl, SslRequireCert',
    tells: /had none \(403\.7\)/,
  },
  {
    name: '3: 401.2 and a password prompt, Basic authentication is enabled as well',
    status: '401 2 5',
    server: { basic: true },
    cause: 'log/unauthorized-by-configuration',
    value: 'true',
    tells: /another method, such as Basic authentication, is enabled as well and users get a password prompt/,
  },
  {
    name: '3, corrected: 401.2 where no other method is enabled has no element',
    status: '401 2 5',
    server: { basic: false },
    cause: 'log/unauthorized-by-configuration',
    value: null,
    tells: /No enabled authentication method authenticated the request/,
  },
  {
    name: '4: 401.2 with a certificate, mapping is disabled',
    status: '401 2 5',
    server: { mapping: false },
    cause: 'log/unauthorized-by-configuration',
    value: 'false',
    tells: /certificate mapping is disabled/,
  },
  {
    name: '9: 500.19 0x80070021 after settings were copied to web.config',
    status: '500 19 2147942433',
    cause: 'log/configuration-error',
    value: null,
    tells: /locked above the file/,
  },
  {
    name: '11: 413 on SendMail',
    status: '413 0 0',
    server: { readAhead: '0' },
    cause: 'log/request-body-too-large',
    value: '0',
    tells: /uploadReadAheadSize/,
  },
  {
    name: '12: 403.16 0x800B0109',
    status: '403 16 2148204809',
    cause: 'log/certificate-untrusted',
    value: null,
    tells: /not self-signed/,
  },
  {
    name: '13: 403.7 while the server sends a list of trusted issuers',
    status: '403 7 0',
    cause: 'log/certificate-not-presented',
    value: 'Ssl, SslNegotiateCert, SslRequireCert',
    tells: /list of trusted issuers/,
  },
  {
    name: '14: 403.13 0x80092013, the CRL cannot be downloaded',
    status: '403 13 -2146885613',
    cause: 'log/revocation-check-failed',
    value: null,
    tells: /offline \(0x80092013\)/,
  },
  {
    name: '15: 401.2 on all devices after the server certificate was renewed',
    status: '401 2 5',
    cause: 'log/unauthorized-by-configuration',
    value: null,
    tells: /DS Mapper Usage is disabled/,
  },
  {
    name: '16: 403.17, expired',
    status: '403 17 2148204801',
    cause: 'log/certificate-expired',
    value: null,
    tells: /expired or is not yet valid/,
  },
  {
    name: '17: 401.1 0x800B0112, the CA is not in NTAuth',
    status: '401 1 2148204818',
    cause: 'log/logon-failed',
    value: null,
    tells: /NTAuth store/,
  },
  {
    name: '18: 401.1 1326 since strong mapping is enforced',
    status: '401 1 1326',
    cause: 'log/logon-failed',
    value: null,
    tells: /weak mapping/,
  },
  {
    name: '20: 500 0x80070032, TLS 1.3',
    status: '500 0 2147942450',
    cause: 'log/tls13-renegotiation',
    value: ':443: sslFlags=0',
    tells: /TLS 1\.3/,
  },
  {
    name: '22: 401.1 0x80090346 behind a gateway since Extended Protection',
    status: '401 1 2148074310',
    cause: 'log/logon-failed',
    value: null,
    tells: /Extended Protection/,
  },
  {
    name: '21: 401.1 in circles behind a gateway, the providers or the SPN are wrong',
    status: '401 1 2148074274',
    cause: 'log/logon-failed',
    value: null,
    tells: /SPN belongs to another account/,
  },
  {
    name: '25: 401.1 0x80093102, a one-to-one mapping has lost a character',
    status: '401 1 2148086018',
    cause: 'log/logon-failed',
    value: null,
    tells: /one-to-one mapping may have lost a character/,
  },
  {
    name: '7: 403.4 where SSL is required and HTTP arrives',
    status: '403 4 5',
    cause: 'log/ssl-required',
    value: 'Ssl, SslNegotiateCert, SslRequireCert',
    tells: /over HTTP/,
  },
];

interface Cause {
  readonly certificates?: readonly { readonly path: string; readonly message: string }[];
  readonly rule: string;
  readonly explanation: string;
  readonly configuration: { readonly path: string; readonly value: string } | null;
}

async function causesOf(
  log: string,
  server: Server,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly Cause[]> {
  const host = new TestHost({
    'exch01/applicationHost.config': serverText(server),
    'logs/u_ex261102.log': log,
    ...files,
  });
  const { out } = await outcomeOf(['logs', 'logs', '--server', 'exch01', '--format', 'json'], host);
  return (JSON.parse(out) as { causes: readonly Cause[] }).causes;
}

describe('a symptom leads to its cause and to the element', () => {
  for (const { name, status, server, cause, value, tells } of symptoms) {
    test(name, async () => {
      const log =
        w3cHeader + ['06:00:00', '06:10:00', '06:20:00'].map((time) => activeSyncLine({ time, status })).join('');
      const causes = await causesOf(log, server ?? {});
      assert.deepEqual(
        causes.map(({ rule }) => rule),
        [cause],
      );
      assert.match(causes[0]!.explanation, tells);
      assert.equal(causes[0]!.configuration?.value ?? null, value);
      if (value !== null) assert.equal(causes[0]!.configuration?.path, 'exch01/applicationHost.config');
    });
  }

  const devices = ['DeviceId=APPL1', 'DeviceId=APPL2', 'DeviceId=APPL3'];

  test('5: 401.2 on all mobile devices since one moment, the virtual directory has lost its mapping', async () => {
    const before = devices.map((query) => activeSyncLine({ time: '06:00:00', query, user: 'alice' }));
    const after = ['09:00:00', '09:05:00', '09:10:00', '09:15:00'].flatMap((time) =>
      devices.map((query) => activeSyncLine({ time, query, status: '401 2 5' })),
    );
    const causes = await causesOf(w3cHeader + [...before, ...after].join(''), { mapping: false });
    assert.deepEqual(
      causes.map(({ rule }) => rule),
      ['log/unauthorized-by-configuration'],
    );
    const [{ explanation, configuration }] = causes as [Cause];
    assert.match(
      explanation,
      /^All 3 mobile devices in the logs are affected\. .*The failures began on all of them at about 2026-11-02T09:00:00Z\./,
    );
    assert.match(explanation, /often since Set-ActiveSyncVirtualDirectory was run/);
    assert.deepEqual([configuration?.path, configuration?.value], ['exch01/applicationHost.config', 'false']);
  });

  test('21: 401.2 behind a gateway is explained by Windows authentication, never by the mapping', async () => {
    const log = ['06:00:00', '06:10:00', '06:20:00'].map((time) => activeSyncLine({ time, status: '401 2 5' }));
    const gateway = { 'exch01/.exchange-cba.json': '{ "termination": "device" }' };
    const behind = async (windows: boolean) =>
      causesOf(w3cHeader + log.join(''), { sslFlags: 'Ssl', mapping: false, windows }, gateway);
    assert.deepEqual(
      [(await behind(false))[0]!.configuration?.value, (await behind(true))[0]!.configuration],
      ['false', null],
    );
  });

  const made = generatedCertificates();
  const unmapped: readonly (readonly [
    certificate: CertificateName,
    what: string,
    status: string,
    rule: string,
    tells: RegExp,
  ])[] = [
    ['noUpn', 'no UPN', '401 1 1326', 'log/logon-failed', /UPN/],
    ['noUpn', 'no UPN', '401 2 5', 'log/unauthorized-by-configuration', /UPN/],
    [
      'wrongPurpose',
      'another purpose than Client Authentication',
      '403 16 2148204816',
      'log/certificate-untrusted',
      /Client Authentication/,
    ],
    [
      'wrongPurpose',
      'another purpose than Client Authentication',
      '403 7 0',
      'log/certificate-not-presented',
      /Client Authentication/,
    ],
  ];
  for (const [name, what, status, rule, tells] of unmapped) {
    const skip = made === null && 'openssl is not installed';
    test(`19: ${status} with a certificate of the right chain: ${what}`, { skip }, async () => {
      const log = ['06:00:00', '06:10:00', '06:20:00'].map((time) => activeSyncLine({ time, status })).join('');
      const files = { 'exch01/client.cer': made!.pem(name), 'exch01/good.cer': made!.pem('strong') };
      const [cause, ...others] = await causesOf(w3cHeader + log, {}, files);
      assert.deepEqual([cause!.rule, others.length], [rule, 0]);
      assert.deepEqual(
        cause!.certificates?.map(({ path }) => path),
        ['exch01/client.cer'],
      );
      assert.match(cause!.certificates[0]!.message, tells);
    });
  }

  test('24: one of several servers fails, and that is said first', async () => {
    const bad = activeSyncLine({ status: '403 7 64' }) + activeSyncLine({ status: '403 7 64', query: 'DeviceId=B' });
    const good = ['DeviceId=APPL1', 'DeviceId=B', 'DeviceId=C'].map((query) =>
      activeSyncLine({ query, server: '10.1.1.12', status: '200 0 0' }),
    );
    const [cause] = await causesOf(w3cHeader + bad + good.join(''), {});
    assert.match(cause!.explanation, /^Only 10\.1\.1\.11 of 2 servers is affected/);
  });

  test('26: probes of a load balancer and of Exchange are no cause', async () => {
    const log =
      activeSyncLine({ stem: '/Microsoft-Server-ActiveSync/healthcheck.htm', query: '-', status: '403 7 0' }) +
      activeSyncLine({ query: 'Cmd=Sync&DeviceId=EASProbe1&DeviceType=EASProbeDeviceType', status: '401 1 1326' }) +
      activeSyncLine({ status: '200 0 0' });
    assert.deepEqual(await causesOf(w3cHeader + log, {}), []);
  });
});
