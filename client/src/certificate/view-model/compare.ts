// Two certificates side by side.
import type { CertificateModel } from '../../../../server/src/core/certificate/model.js';
import { extensionOf } from '../../../../server/src/core/certificate/model.js';
import { strongMapping } from '../../../../server/src/core/certificate/meaning/strong-mapping.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { CompareRow } from '../../webview/messages.js';
import { extensionItems } from './extensions.js';
import { keyWords, momentWords, spaced } from './format.js';
import { longName } from './names.js';
import { kindWords } from './rows.js';
import type { PageContext } from './words.js';

export function compareRows(left: CertificateModel, right: CertificateModel, around: PageContext): CompareRow[] {
  const a = factsOf(left, around);
  const b = factsOf(right, around);
  const labels = [...new Set([...a.keys(), ...b.keys()])];
  return labels.map((label) => {
    const row = { label, left: a.get(label) ?? '—', right: b.get(label) ?? '—' };
    return { ...row, same: row.left === row.right };
  });
}

function factsOf(model: CertificateModel, around: PageContext): Map<string, string> {
  const { words } = around;
  const facts = new Map<string, string>([[words('Kind'), kindWords(model, words)]]);
  if (model.kind !== 'crl') facts.set(words('Subject'), longName(model.subject));
  if (model.kind !== 'request') facts.set(words('Issuer'), longName(model.issuer));
  if (model.kind === 'certificate') {
    facts.set(words('Serial number'), spaced(model.serialNumber.hex));
    facts.set(words('Valid from'), momentWords(model.notBefore, around));
    facts.set(words('Valid until'), momentWords(model.notAfter, around));
    facts.set(words('Strong mapping'), strongMapping(model).sid ?? words('none'));
  }
  if (model.kind !== 'crl') {
    facts.set(words('Public key'), keyWords(model.publicKey));
    const identifier = extensionOf(model, 'subjectKeyIdentifier');
    if (identifier !== null) facts.set(words('Subject key identifier'), spaced(identifier.hex));
  }
  facts.set(words('Signature algorithm'), showable(model.signatureAlgorithm.name, 100));
  for (const { name, lines, critical } of extensionItems(model.extensions, around)) {
    const value = [...lines, ...(critical === null ? [] : [`(${critical})`])].join('\n');
    // What stands among the facts already is not said twice.
    if (facts.get(name) === value) continue;
    facts.set(facts.has(name) ? `${name} (2)` : name, value);
  }
  facts.set(words('Thumbprint (SHA-1)'), model.sha1.toUpperCase());
  return facts;
}
