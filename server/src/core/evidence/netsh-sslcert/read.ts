// netsh http show sslcert as evidence: recognized by an endpoint with a certificate, a GUID, or a known
// switch behind it.
import type { EvidenceKind, EvidenceText } from '../kind.js';
import { readNetshSslCertificates, type NetshRecord } from '../netsh.js';

export const netshKind: EvidenceKind = {
  name: 'netsh-sslcert',
  read(input) {
    const records = netshRecords(input);
    if (records.length === 0 || isOtherLanguage(records)) return [];
    return [{ kind: 'netsh-sslcert', computer: null, scope: 'server', facts: { sslRecords: records } }];
  },
};

/**
 * The records of netsh output in any language; empty for another text, such as prose that quotes a line of
 * it.
 */
export function netshRecords({ text, isXml }: Pick<EvidenceText, 'text' | 'isXml'>): readonly NetshRecord[] {
  if (isXml || /^\s{0,1000}(?:\{|\[(?!PS\]))/.test(text)) return [];
  const records = readNetshSslCertificates(text);
  return records.some(isRecord) ? records : [];
}

function isRecord({ certificateHash, applicationId, dsMapper, negotiateClientCertificate }: NetshRecord): boolean {
  return certificateHash !== null || applicationId !== null || dsMapper !== null || negotiateClientCertificate !== null;
}

const englishLabel =
  /^(?:certificate hash|application id|certificate store name|verify client certificate revocation|ds mapper usage)$/i;

/**
 * Endpoint, hash and GUID are read in any language, switches are not: their words and their order are not
 * known.
 */
export function isOtherLanguage(records: readonly NetshRecord[]): boolean {
  const labels = records.flatMap(({ fields }) => fields.slice(1).map(({ label }) => label));
  return labels.length > 1 && !labels.some((label) => englishLabel.test(label));
}
