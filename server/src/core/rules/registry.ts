// Written by `npm run generate` from the files beside it: every rule, sorted by id.
import certificateAuthorityAsClient from './certificate/authority-as-client.js';
import certificateChainIncomplete from './certificate/chain-incomplete.js';
import certificateClientAuthenticationMissing from './certificate/client-authentication-missing.js';
import certificateExpired from './certificate/expired.js';
import certificateExpiring from './certificate/expiring.js';
import certificateNoRevocationInformation from './certificate/no-revocation-information.js';
import certificateNoStrongMapping from './certificate/no-strong-mapping.js';
import certificateNotYetValid from './certificate/not-yet-valid.js';
import certificatePrivateKeyInWorkspace from './certificate/private-key-in-workspace.js';
import certificateRevocationListOutdated from './certificate/revocation-list-outdated.js';
import certificateRootNotSelfSigned from './certificate/root-not-self-signed.js';
import certificateServerNameMismatch from './certificate/server-name-mismatch.js';
import certificateSeveralUpns from './certificate/several-upns.js';
import certificateUpnMissing from './certificate/upn-missing.js';
import certificateUpnOnlyInSubject from './certificate/upn-only-in-subject.js';
import certificateWeakAltSecurityIdentity from './certificate/weak-alt-security-identity.js';
import certificateWeakKey from './certificate/weak-key.js';
import certificateWeakSignature from './certificate/weak-signature.js';
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [
  certificateAuthorityAsClient,
  certificateChainIncomplete,
  certificateClientAuthenticationMissing,
  certificateExpired,
  certificateExpiring,
  certificateNoRevocationInformation,
  certificateNoStrongMapping,
  certificateNotYetValid,
  certificatePrivateKeyInWorkspace,
  certificateRevocationListOutdated,
  certificateRootNotSelfSigned,
  certificateServerNameMismatch,
  certificateSeveralUpns,
  certificateUpnMissing,
  certificateUpnOnlyInSubject,
  certificateWeakAltSecurityIdentity,
  certificateWeakKey,
  certificateWeakSignature,
];
