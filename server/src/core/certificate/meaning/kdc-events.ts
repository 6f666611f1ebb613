// What a domain controller logs when the mapping of a certificate fails (KB5014754).

/**
 * What the events of a domain controller's Kerberos service (System log, source Kdcsvc) say about a
 * certificate logon.
 */
export interface KdcEvent {
  readonly id: number;
  /** The number on Windows Server 2008 R2. */
  readonly oldId: number | null;
  readonly meaning: string;
  readonly cause: string;
  readonly remedy: string;
}

export const KDC_EVENTS: readonly KdcEvent[] = [
  {
    id: 39,
    oldId: 41,
    meaning:
      'No strong mapping: the certificate is valid, but nothing ties it to the account in a way that cannot be forged.',
    cause:
      'The certificate has neither the SID extension nor a SID in its names, and the account has no strong altSecurityIdentities value.',
    remedy: 'Issue the certificate again from an updated authority, or write a strong value to altSecurityIdentities.',
  },
  {
    id: 40,
    oldId: null,
    meaning: 'The certificate is older than the account, and there is no strong mapping.',
    cause:
      'A certificate that was issued before the account was created may belong to another account with the same name.',
    remedy:
      'Issue the certificate again, or write a strong value to altSecurityIdentities. The registry value CertificateBackdatingCompensation helped in compatibility mode only, which the updates of 9 September 2025 removed.',
  },
  {
    id: 41,
    oldId: null,
    meaning: 'The SID in the certificate is not the SID of the account.',
    cause: 'The certificate was issued for another account, or the account was deleted and created again.',
    remedy: 'Issue the certificate again for the account as it is now.',
  },
];
