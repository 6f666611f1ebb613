// A folder with certificates of every kind, made at the moment: what the tests and pictures of the
// certificate view open.
import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './install.mjs';
import { temporaryFolder } from './server.mjs';

/** Files of the workspace that hold one certificate each: name → recipe. */
const certificates = {
  'strong.cer': 'strong',
  'upn-only.cer': 'upnOnly',
  'no-upn.cer': 'noUpn',
  'expired.cer': 'expired',
  'elliptic.cer': 'ellipticCurve',
  'server.pem': 'server',
  'authority.crt': 'authority',
  'root.crt': 'root',
};

const bundles = [
  'chain.p7b',
  'chain-pem.p7b',
  'legacy.pfx',
  'modern.pfx',
  'empty-password.pfx',
  'authority.crl',
  'request.csr',
  'with-key.pem',
  'bag-attributes.pem',
];

/** Null where openssl was not found, which is said aloud. */
export async function certificateWorkspace() {
  const support = path.join(root, 'out/test/support/certificates.js');
  const { generatedCertificates } = await import(pathToFileURL(support).href);
  const made = generatedCertificates();
  if (made === null) return null;
  const folder = temporaryFolder('workspace-certificates');
  const write = (name, content) => writeFileSync(path.join(folder, name), content);
  for (const [name, recipe] of Object.entries(certificates)) write(name, made.pem(recipe));
  for (const name of bundles) copyFileSync(made.bundlePath(name), path.join(folder, name));
  // Names under which no one looks for certificates, until a test gives them others.
  write('other-forest.txt', made.pem('otherForest'));
  write('other-forest-root.txt', made.pem('strangeRoot'));
  write('strong.der', made.der('strong'));
  const der = Buffer.from(made.der('strong'));
  // The body of a certificate is a SEQUENCE; an INTEGER in its place is not one.
  write('corrupt.cer', Buffer.concat([der.subarray(0, 4), Buffer.from([0x02]), der.subarray(5)]));
  write('store.cer', Buffer.concat([Buffer.from([0, 0, 0, 0]), Buffer.from('CERT'), Buffer.alloc(32)]));
  write('changing.cer', made.pem('strong'));
  write('blank.cer', '');
  write(
    'only-key.crt',
    /^-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----\n/m.exec(made.bundle('with-key.pem').toString())[0],
  );
  write('huge.cer', '');
  truncateSync(path.join(folder, 'huge.cer'), 65 * 1024 * 1024);
  const several = ['strong', 'upnOnly', 'ellipticCurve', 'rsaUser', 'server', 'authority', 'root', 'expired'];
  write('several.cer', several.map((name) => made.pem(name)).join(''));
  write('many.cer', Array.from({ length: 1250 }, () => several.map((name) => made.pem(name)).join('')).join(''));
  mkdirSync(path.join(folder, 'notes'), { recursive: true });
  const { createHash } = await import('node:crypto');
  const thumbprint = createHash('sha1')
    .update(Buffer.from(made.der('server')))
    .digest('hex');
  write(
    'notes/sslcert.txt',
    [
      'SSL Certificate bindings:',
      '-------------------------',
      '',
      '    IP:port                      : 0.0.0.0:443',
      `    Certificate Hash             : ${thumbprint}`,
      '    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}',
      '    Certificate Store Name       : MY',
      '    Verify Client Certificate Revocation : Enabled',
      '    DS Mapper Usage              : Enabled',
      '    Negotiate Client Certificate : Disabled',
      '',
    ].join('\r\n'),
  );
  write('notes/mail.md', `# A certificate in a letter\n\nPlease check this one:\n\n${made.pem('upnOnly')}\n`);
  return folder;
}
