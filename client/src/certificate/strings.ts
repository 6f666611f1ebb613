// The words of the view itself, in the user's language.
import type { Strings } from '../webview/messages.js';
import type { Words } from './view-model/words.js';

export function viewStrings(words: Words): Strings {
  return {
    list: words('Certificates in this file'),
    search: words('Name, serial number or thumbprint'),
    found: words('{count} of {total}'),
    nothingFound: words('Nothing found'),
    verdict: words('Reasons'),
    identity: words('Identity'),
    validity: words('Validity'),
    chain: words('Chain'),
    uses: words('Where it is used'),
    copies: words('To copy'),
    extensions: words('Extensions'),
    critical: words('critical'),
    structure: words('Structure (ASN.1)'),
    bytes: words('Bytes in hexadecimal'),
    pem: words('PEM'),
    hex: words('Hexadecimal'),
    copy: words('Copy'),
    copied: words('Copied: {label}'),
    copyPem: words('Copy PEM'),
    copyHex: words('Copy as hexadecimal'),
    problems: words('Oddities'),
    privateKeys: words('Private keys'),
    openAsText: words('Open as text'),
    compareWith: words('Compare with another …'),
    compare: words('Compare'),
    closeCompare: words('Back to the certificate'),
    onlyDifferences: words('Only differences'),
    same: words('same'),
    different: words('different'),
    today: words('Today'),
    showInStructure: words('Show in the structure'),
    more: words('Show more'),
    this: words('this certificate'),
    byteRange: words('bytes {start}–{end}'),
    hexCut: words('The first {shown} of {total} bytes.'),
    chooseCertificate: words('Compare with'),
  };
}
