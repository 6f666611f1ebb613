// Names that the first stage and the manifest share.

/** The view as the usual editor of certificate files, and as the other editor of text files. */
export const viewTypes = ['exchangeCba.certificate', 'exchangeCba.certificateText'] as const;

/** The files of a workspace that may hold certificates. */
export const certificateGlob =
  '**/*.{cer,crt,der,pem,p7b,p7c,p12,pfx,crl,ldf,ldif,ocsp,ors,CER,CRT,DER,PEM,P7B,P7C,P12,PFX,CRL,LDF,LDIF}';

export const certificateCommands = [
  'exchangeCba.openCertificate',
  'exchangeCba.openCertificateText',
  'exchangeCba.compareCertificates',
  'exchangeCba.exportExpiryCalendar',
  'exchangeCba.refreshCertificates',
] as const;

export type CertificateCommand = (typeof certificateCommands)[number];
