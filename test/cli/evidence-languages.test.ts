// Evidence without a finding of its own, as translated Windows prints it: its kind and computer are recognized, in UTF-16 too.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { folder } from '../support/diagnosis.js';
import { rootCertificate } from '../support/prediction.js';
import { outcomeOf, TestHost } from './support.js';

const lines = (...all: readonly string[]): string => ['', ...all, ''].join('\r\n');
const windows = 'Microsoft Windows Server 2022 Standard';
const pem = Buffer.from(rootCertificate).toString('base64').replace(/.{64}/g, '$&\n');

const texts: readonly (readonly [string, string, string, string | null])[] = [
  [
    'systeminfo in German',
    lines(
      'Hostname: EXCH01',
      `Betriebssystemname: ${windows}`,
      'Betriebssystemversion: 10.0.20348 Nicht zutreffend Build 20348',
    ),
    'systeminfo',
    'EXCH01',
  ],
  [
    'systeminfo in French',
    lines(
      "Nom de l'hôte: EXCH01",
      `Nom du système d'exploitation: ${windows}`,
      'Version du système: 10.0.20348 N/A version 20348',
    ),
    'systeminfo',
    'EXCH01',
  ],
  [
    'systeminfo in Spanish',
    lines(
      'Nombre de host: EXCH01',
      `Nombre del sistema operativo: ${windows}`,
      'Versión del sistema operativo: 10.0.20348 N/D Compilación 20348',
    ),
    'systeminfo',
    'EXCH01',
  ],
  [
    'openssl s_client',
    `CONNECTED(00000003)\n---\nCertificate chain\n 0 s:CN = mail.contoso.com\n-----BEGIN CERTIFICATE-----\n${pem}\n-----END CERTIFICATE-----\n---\nNo client certificate CA names sent\n---\nNew, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n`,
    'tls-probe',
    null,
  ],
  [
    'Get-ExchangeCertificate with a date in German',
    lines(
      'Thumbprint         : 0123456789ABCDEF0123456789ABCDEF01234567',
      'Services           : IIS, SMTP',
      'NotAfter           : 01.01.2027 00:00:00',
      'Status             : Valid',
      'CertificateDomains : {mail.contoso.com}',
      'HasPrivateKey      : True',
    ),
    'exchange-certificate',
    null,
  ],
  [
    'Get-WebBinding',
    lines(
      'protocol             : https',
      'bindingInformation   : *:443:',
      'sslFlags             : 0',
      'isDsMapperEnabled    : True',
      'certificateHash      : 0123456789ABCDEF0123456789ABCDEF01234567',
    ),
    'web-binding',
    null,
  ],
  [
    'setspn in German',
    lines(
      'Domäne DC=contoso,DC=com wird überprüft',
      'CN=EXCH01,CN=Computers,DC=contoso,DC=com',
      '\tHTTP/mail.contoso.com',
      '',
      'Vorhandener SPN wurde gefunden.',
    ),
    'setspn',
    null,
  ],
];

describe('evidence of translated Windows', () => {
  for (const [name, text, kind, computer] of texts) {
    for (const [encoding, content] of [
      ['UTF-8', text],
      ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ] as const) {
      test(`${name}, ${encoding}`, async () => {
        const files = folder({ windowsServer: null }, '', { 'exch01/x.txt': content });
        const { out } = await outcomeOf(['check', 'exch01', '--format', 'json'], new TestHost(files));
        const told = JSON.parse(out) as {
          evidence: { path: string; kind: string; computer: string | null }[];
          notJudged: unknown[];
        };
        const own = told.evidence.filter(({ path }) => path === 'exch01/x.txt');
        assert.deepEqual(
          own.map((entry) => [entry.kind, entry.computer]),
          [[kind, computer]],
        );
        assert.deepEqual(told.notJudged, []);
      });
    }
  }
});
