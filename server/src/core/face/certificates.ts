// Face of core: certificate files, their findings, and where configurations use certificates.
export { noUses, presentedNames, type CertificateUses } from '../certificate-uses/model.js';
export { agreedAccounts, isContradicted } from '../certificate/agreed-accounts.js';
export { readCertificateFile, type CertificateFile } from '../certificate/file.js';
export { roleOf } from '../certificate/meaning/purpose.js';
export { openPkcs12, type Password, type Pkcs12Opened } from '../certificate/pkcs12-open.js';
export {
  certificateSubjects,
  type CertificateSubject,
  type CertificateSubjects,
  type NamedCertificateFile,
} from '../certificate/subjects.js';
export type { SignatureVerifier } from '../certificate/trust/chain.js';
export type { SavedStoreListing } from '../certificate/trust/store-listing.js';
export { readAccounts, readCertificatesAndAccounts, withAccounts } from '../evidence/directory-account/read.js';
export { certificateJson, type CertificateReport, type ReportedCertificate } from '../report/certificate-json.js';
export { certificateText, problemText } from '../report/certificate-text.js';
export { accountRules, checkCertificates } from '../workspace/check-certificates.js';
