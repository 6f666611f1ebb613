// What `certutil -store` prints of a store, as administrators save it.
import { createHash, X509Certificate } from 'node:crypto';

export function certutilStore(name: string, certificates: readonly Uint8Array[]): string {
  const entries = certificates.map((der, index) => {
    const { serialNumber, issuer, subject } = new X509Certificate(der);
    const sha1 = createHash('sha1').update(der).digest('hex');
    return [
      `================ Certificate ${index} ================`,
      `Serial Number: ${serialNumber.toLowerCase()}`,
      `Issuer: ${issuer}`,
      ' NotBefore: 1/1/2024 1:00 AM',
      ' NotAfter: 1/1/2044 1:00 AM',
      `Subject: ${subject}`,
      'Signature matches Public Key',
      ...(issuer === subject ? ['Root Certificate: Subject matches Issuer'] : ['Non-root Certificate']),
      `Cert Hash(sha1): ${sha1}`,
      'No key provider information',
      'Cannot find the certificate and private key for decryption.',
      '',
    ].join('\n');
  });
  return `${name}\n${entries.join('\n')}CertUtil: -store command completed successfully.\n`;
}
