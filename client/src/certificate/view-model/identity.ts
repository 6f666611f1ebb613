// Who and what a certificate is about, field by field.
import type { CertificateEntry, PrivateKeyNote } from '../../../../server/src/core/certificate/file.js';
import { alternativeNames } from '../../../../server/src/core/certificate/meaning/strong-mapping.js';
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { Field } from '../../webview/messages.js';
import { keyWords, momentWords, spaced } from './format.js';
import { generalNameWords } from './general-names.js';
import { longName } from './names.js';
import type { PageContext, Words } from './words.js';

export function identityFields(
  { model, friendlyName, localKeyId }: CertificateEntry,
  keys: readonly PrivateKeyNote[],
  around: PageContext,
): Field[] {
  const { words } = around;
  const fields: Field[] = [];
  const add = (label: string, value: string | null, options: Partial<Field> = {}): void => {
    if (value !== null && value !== '') fields.push({ label, value, ...options });
  };
  if (model.kind !== 'crl') add(words('Subject'), longName(model.subject) || words('(empty)'));
  if (model.kind !== 'request') add(words('Issuer'), longName(model.issuer) || words('(empty)'));
  if (model.kind === 'certificate') {
    for (const name of alternativeNames(model).slice(0, 50)) {
      add(words('Alternative name'), generalNameWords(name, words));
    }
    add(words('Serial number'), spaced(model.serialNumber.hex), { code: true, copy: model.serialNumber.hex });
    add(words('Valid from'), momentWords(model.notBefore, around));
    add(words('Valid until'), momentWords(model.notAfter, around));
  }
  if (model.kind === 'crl') {
    add(words('Made on'), momentWords(model.thisUpdate, around));
    if (model.nextUpdate !== null) add(words('Next CRL due'), momentWords(model.nextUpdate, around));
    add(words('Revoked certificates'), String(model.entryCount));
  }
  if (model.kind !== 'crl') add(words('Public key'), keyWords(model.publicKey));
  add(words('Signature algorithm'), showable(model.signatureAlgorithm.name, 100));
  add(words('Version'), versionWords(model));
  add(words('Friendly name'), friendlyName === null ? null : showable(friendlyName, 300));
  const own = keys.find((key) => localKeyId !== null && key.localKeyId === localKeyId);
  if (own !== undefined) add(words('Private key'), privateKeyWords(own, words));
  return fields;
}

function versionWords(model: CertificateModel): string {
  return `${model.kind === 'request' ? 'PKCS#10' : 'X.509'} v${model.version}`;
}

/** That it is there, its kind and size; nothing else of a key is ever shown. */
export function privateKeyWords(key: PrivateKeyNote, words: Words): string {
  const name = key.friendlyName === null ? '' : ` (${showable(key.friendlyName, 100)})`;
  if (key.algorithm === null)
    return (
      (key.encrypted ? words('A private key is in the file, encrypted') : words('A private key is in the file')) + name
    );
  const kind = keyWords(key);
  return (
    (key.encrypted
      ? words('A private key is in the file, encrypted: {key}', { key: kind })
      : words('A private key is in the file: {key}', { key: kind })) + name
  );
}
