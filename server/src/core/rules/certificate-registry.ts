// Written by `npm run generate` from the files beside it: the rules about certificates and their files, sorted by id.
import certificateAltSecurityIdentityMismatch from './certificate/alt-security-identity-mismatch.js';
import certificateAuthorityAsClient from './certificate/authority-as-client.js';
import certificateCannotSign from './certificate/cannot-sign.js';
import certificateChainIncomplete from './certificate/chain-incomplete.js';
import certificateChainInvalid from './certificate/chain-invalid.js';
import certificateClientAuthenticationMissing from './certificate/client-authentication-missing.js';
import certificateExpired from './certificate/expired.js';
import certificateExpiring from './certificate/expiring.js';
import certificateNoRevocationInformation from './certificate/no-revocation-information.js';
import certificateNoStrongMapping from './certificate/no-strong-mapping.js';
import certificateNotYetValid from './certificate/not-yet-valid.js';
import certificatePkcs12Protection from './certificate/pkcs12-protection.js';
import certificatePrivateKeyInWorkspace from './certificate/private-key-in-workspace.js';
import certificateRevocationListOutdated from './certificate/revocation-list-outdated.js';
import certificateRevoked from './certificate/revoked.js';
import certificateRootNotSelfSigned from './certificate/root-not-self-signed.js';
import certificateSelfSignedClient from './certificate/self-signed-client.js';
import certificateServerNameMismatch from './certificate/server-name-mismatch.js';
import certificateSeveralUpns from './certificate/several-upns.js';
import certificateSidsContradict from './certificate/sids-contradict.js';
import certificateUnknownCriticalExtension from './certificate/unknown-critical-extension.js';
import certificateUpnMalformed from './certificate/upn-malformed.js';
import certificateUpnMissing from './certificate/upn-missing.js';
import certificateUpnOnlyInSubject from './certificate/upn-only-in-subject.js';
import certificateWeakAltSecurityIdentity from './certificate/weak-alt-security-identity.js';
import certificateWeakKey from './certificate/weak-key.js';
import certificateWeakSignature from './certificate/weak-signature.js';
import evidenceAccountDisabled from './evidence/account-disabled.js';
import evidenceAccountMismatch from './evidence/account-mismatch.js';
import evidenceNtauthMissing from './evidence/ntauth-missing.js';
import type { Rule } from './rule.js';

export const certificateRules: readonly Rule[] = [
  certificateAltSecurityIdentityMismatch,
  certificateAuthorityAsClient,
  certificateCannotSign,
  certificateChainIncomplete,
  certificateChainInvalid,
  certificateClientAuthenticationMissing,
  certificateExpired,
  certificateExpiring,
  certificateNoRevocationInformation,
  certificateNoStrongMapping,
  certificateNotYetValid,
  certificatePkcs12Protection,
  certificatePrivateKeyInWorkspace,
  certificateRevocationListOutdated,
  certificateRevoked,
  certificateRootNotSelfSigned,
  certificateSelfSignedClient,
  certificateServerNameMismatch,
  certificateSeveralUpns,
  certificateSidsContradict,
  certificateUnknownCriticalExtension,
  certificateUpnMalformed,
  certificateUpnMissing,
  certificateUpnOnlyInSubject,
  certificateWeakAltSecurityIdentity,
  certificateWeakKey,
  certificateWeakSignature,
  evidenceAccountDisabled,
  evidenceAccountMismatch,
  evidenceNtauthMissing,
];
