// Where a certificate is used, as the view and the hovers in configurations say it.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { readText } from '../../../client/src/certificate/read.js';
import { boundHover, manyToOneHover } from '../../../client/src/certificate/view-model/use-hovers.js';
import { usesOf, type ManyToOneUse } from '../../../client/src/certificate/view-model/uses.js';
import { toBase64 } from '../../../server/src/core/certificate/bytes.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { noUses } from '../../../server/src/core/certificate-uses/model.js';
import type { ProtocolCertificateUses, ProtocolPlace } from '../../../server/src/protocol.js';
import { generatedCertificates, NOW, type CertificateName } from '../../support/certificates.js';
import { english } from './support.js';

const made = generatedCertificates();
const skip = made === null;
const { words } = english;
const around = { ...english, now: NOW };

async function certificateOf(name: CertificateName): Promise<X509Certificate> {
  const [entry] = (await readText(made!.pem(name))).entries;
  assert.equal(entry?.model.kind, 'certificate');
  return entry.model;
}

const at = (line: number, file = 'applicationHost.config'): ProtocolPlace => ({
  uri: `file:///exch01/${file}`,
  range: { start: { line, character: 4 }, end: { line, character: 40 } },
});

const manyToOne = (
  name: string,
  line: number,
  criteria: string,
  more: Partial<ManyToOneUse['mapping']> = {},
): ManyToOneUse => ({
  configurationPath: 'Default Web Site',
  inEffect: 'yes',
  userName: `CONTOSO\\${name}`,
  at: at(line),
  mapping: {
    name,
    enabled: true,
    permission: 'Allow',
    rules: [{ field: 'Subject', subField: 'CN', matchCriteria: criteria, compareCaseSensitive: false }],
    ...more,
  },
});

const said = (certificate: X509Certificate, uses: Partial<ProtocolCertificateUses>): string[] =>
  usesOf(certificate, { ...noUses, ...uses }, words).map(({ tone, text, place }) => `${tone} ${text} ${place.label}`);

test('what a record says is shown as text, and files are named as they are written', { skip }, async () => {
  const certificate = await certificateOf('server');
  const hostile = {
    endpoint: `\u202e${'x'.repeat(5000)}:443`,
    sha1: certificate.sha1,
    dsMapper: true,
    at: at(5, '100%.txt'),
    bindings: [],
  };
  const [use] = said(certificate, { records: [hostile] });
  assert.ok(use!.length < 300);
  assert.ok(!use!.includes('\u202e'));
  assert.ok(use!.endsWith(' 100%.txt:6'));
});

test('records of HTTP.SYS that name it', { skip }, async () => {
  const certificate = await certificateOf('server');
  const { sha1 } = certificate;
  const record = { endpoint: '0.0.0.0:443', sha1, dsMapper: true, at: at(5, 'sslcert.txt') };
  const binding = { site: 'Default Web Site', information: ':443:', host: '', at: at(9) };
  assert.deepEqual(said(certificate, { records: [{ ...record, bindings: [binding, binding] }] }), [
    'neutral HTTP.SYS uses it on 0.0.0.0:443 for Default Web Site. sslcert.txt:6',
  ]);
  assert.match(
    said(certificate, { records: [{ ...record, bindings: [] }] })[0]!,
    /no binding was found for that record/,
  );
  assert.deepEqual(said(certificate, { records: [{ ...record, sha1: '0'.repeat(40), bindings: [] }] }), []);
});

test('one-to-one mappings that hold it', { skip }, async () => {
  const certificate = await certificateOf('strong');
  const use = {
    configurationPath: '',
    inEffect: 'no' as const,
    enabled: true,
    userName: 'CONTOSO\\jane',
    certificate: toBase64(certificate.der),
    at: at(1),
  };
  assert.deepEqual(said(certificate, { oneToOne: [use] }), [
    'neutral IIS maps it to CONTOSO\\jane at the whole server (one-to-one). Such mappings are disabled there. applicationHost.config:2',
  ]);
  assert.match(
    said(certificate, { oneToOne: [{ ...use, enabled: false, inEffect: 'yes' }] })[0]!,
    /contains it, but is disabled\. /,
  );
  assert.deepEqual(said(await certificateOf('upnOnly'), { oneToOne: [use] }), []);
});

test('many-to-one mappings are tried in their order, and say why they do not fit', { skip }, async () => {
  const certificate = await certificateOf('strong');
  const name = certificate.subject.rdns.flat().find(({ type }) => type === 'CN')!.value;
  const uses = [
    manyToOne('off', 1, '*', { enabled: false }),
    manyToOne('empty', 2, '*', { rules: [] }),
    manyToOne('others', 3, 'Nobody*'),
    manyToOne('issued', 4, '*', {
      rules: [{ field: 'Issuer', subField: 'OU', matchCriteria: 'Sales', compareCaseSensitive: true }],
    }),
    manyToOne('sales', 5, `${name.slice(0, 3).toUpperCase()}*`),
    manyToOne('late', 6, '*'),
  ];
  assert.deepEqual(
    said(certificate, { manyToOne: uses }).map((line) => line.replace(/ applicationHost\.config:\d+$/, '')),
    [
      'neutral The many-to-one mapping off at Default Web Site is disabled.',
      'neutral The many-to-one mapping empty at Default Web Site has no rule.',
      `neutral The many-to-one mapping others at Default Web Site does not match: CN of Subject is ${name}, but Nobody* is required.`,
      'neutral The many-to-one mapping issued at Default Web Site does not match: Issuer has no OU, but Sales is required.',
      'neutral The many-to-one mapping sales at Default Web Site matches: IIS maps it to CONTOSO\\sales.',
      'neutral The many-to-one mapping late at Default Web Site matches, but sales precedes it.',
    ],
  );
  const refusing = manyToOne('refused', 1, '*', { permission: 'Deny' });
  assert.match(said(certificate, { manyToOne: [refusing] })[0]!, /^bad .*matches and rejects it\. /);
  assert.match(
    said(certificate, { manyToOne: [{ ...refusing, inEffect: 'unknown' }] })[0]!,
    /^neutral .*rejects it\. Whether such mappings are enabled there is unknown\. /,
  );
  // Lists of other servers and sites are tried apart.
  const elsewhere = { ...manyToOne('elsewhere', 1, '*'), configurationPath: 'Other' };
  assert.match(said(certificate, { manyToOne: [uses[5]!, elsewhere] })[1]!, /elsewhere at Other matches: /);
  assert.deepEqual(said(await certificateOf('authority'), { manyToOne: uses }), []);
});

test('the hover of a mapping names the certificates that it matches', { skip }, async () => {
  const users = await Promise.all([certificateOf('strong'), certificateOf('upnOnly'), certificateOf('server')]);
  const all = [manyToOne('first', 1, '*'), manyToOne('second', 2, '*'), manyToOne('third', 3, 'Nobody')];
  const hover = (index: number): string => manyToOneHover(all[index]!, all, users, around);
  assert.match(hover(0), /^\*\*first\*\* — It matches 2 of the 2 client certificates/);
  assert.match(hover(1), /first comes before it/);
  assert.match(hover(2), /It matches 0 of the 2/);
  assert.match(manyToOneHover(all[0]!, all, [], around), /no client certificate to compare it with/);
});

test('the hover of a binding shows the certificate, or says that it is not provided', () => {
  assert.match(boundHover('0.0.0.0:443', '0'.repeat(40), null, around), /No certificate in the workspace/);
  assert.match(
    boundHover('0.0.0.0:443', '0'.repeat(40), '**mail**', around),
    /HTTP\\\.SYS uses this certificate[^]*\n\n\*\*mail\*\*/,
  );
});

test('hostile names stay text', { skip }, async () => {
  const certificate = await certificateOf('strong');
  const hostile = '](command:x)<img src=x onerror=y>\u202e\u0000';
  const use = manyToOne(hostile, 1, '*');
  assert.doesNotMatch(manyToOneHover(use, [use], [certificate], around), /\]\(command:|<img|\u202e|\u0000/);
  assert.doesNotMatch(said(certificate, { manyToOne: [use] })[0]!, /\u202e|\u0000/);
});
