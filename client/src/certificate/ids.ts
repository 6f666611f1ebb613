// Names that the first stage and the manifest share.

/** The view as the usual editor of certificate files, and as the other editor of text files. */
export const viewTypes = ['exchangeCba.certificate', 'exchangeCba.certificateText'] as const;

export const certificateCommands = [
  'exchangeCba.openCertificate',
  'exchangeCba.openCertificateText',
  'exchangeCba.compareCertificates',
  'exchangeCba.exportExpiryCalendar',
  'exchangeCba.refreshCertificates',
] as const;

export type CertificateCommand = (typeof certificateCommands)[number];
