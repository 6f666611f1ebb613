// Written by `npm run generate` from the files beside it: every rule, sorted by id.
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
import certificateOneToOneFormat from './certificate/one-to-one-format.js';
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
import coexistenceClientCertificateOnLegacy from './coexistence/client-certificate-on-legacy.js';
import coexistenceLegacyActiveSyncNotBasic from './coexistence/legacy-active-sync-not-basic.js';
import coexistenceMappingOnLegacy from './coexistence/mapping-on-legacy.js';
import coexistenceProxyInheritsClientCertificate from './coexistence/proxy-inherits-client-certificate.js';
import coexistenceProxyLocationMissing from './coexistence/proxy-location-missing.js';
import coexistenceProxyNotWindows from './coexistence/proxy-not-windows.js';
import deviceAppPoolCredentialsWithoutKernelMode from './device/app-pool-credentials-without-kernel-mode.js';
import deviceAuthPersistNonNtlm from './device/auth-persist-non-ntlm.js';
import deviceBasicEnabled from './device/basic-enabled.js';
import deviceClientCertificateConfigured from './device/client-certificate-configured.js';
import deviceExtendedProtectionRequired from './device/extended-protection-required.js';
import deviceKernelModeEnabled from './device/kernel-mode-enabled.js';
import deviceMappingEnabled from './device/mapping-enabled.js';
import deviceNegotiateProviderMissing from './device/negotiate-provider-missing.js';
import deviceNtlmProviderMissing from './device/ntlm-provider-missing.js';
import deviceOtherAuthenticationEnabled from './device/other-authentication-enabled.js';
import deviceProviderOrder from './device/provider-order.js';
import deviceProviderUnknown from './device/provider-unknown.js';
import deviceProvidersEmpty from './device/providers-empty.js';
import deviceWindowsAuthenticationOff from './device/windows-authentication-off.js';
import evidenceAccountDisabled from './evidence/account-disabled.js';
import evidenceAccountMismatch from './evidence/account-mismatch.js';
import evidenceBindingDeleted from './evidence/binding-deleted.js';
import evidenceCertificateRefused from './evidence/certificate-refused.js';
import evidenceContradictsConfiguration from './evidence/contradicts-configuration.js';
import evidenceDelegationWrong from './evidence/delegation-wrong.js';
import evidenceNtauthMissing from './evidence/ntauth-missing.js';
import evidenceSpnDuplicate from './evidence/spn-duplicate.js';
import evidenceUnread from './evidence/unread.js';
import exchangeBasicWithClientCertificate from './exchange/basic-with-client-certificate.js';
import exchangeClientCertificateAcceptedNotRequired from './exchange/client-certificate-accepted-not-required.js';
import exchangeClientCertificateIgnored from './exchange/client-certificate-ignored.js';
import exchangeClientCertificateOnOtherVirtualDirectory from './exchange/client-certificate-on-other-virtual-directory.js';
import exchangeClientCertificateOnSite from './exchange/client-certificate-on-site.js';
import exchangeDsMapperUnverified from './exchange/ds-mapper-unverified.js';
import exchangeIisMappingEnabled from './exchange/iis-mapping-enabled.js';
import exchangeMappingDisabledOnServer from './exchange/mapping-disabled-on-server.js';
import exchangeMappingDisabledOnVirtualDirectory from './exchange/mapping-disabled-on-virtual-directory.js';
import exchangeMappingModuleMissing from './exchange/mapping-module-missing.js';
import exchangeMappingOnSite from './exchange/mapping-on-site.js';
import exchangeOtherAuthenticationWithClientCertificate from './exchange/other-authentication-with-client-certificate.js';
import exchangeOwaAndEcpDiffer from './exchange/owa-and-ecp-differ.js';
import exchangeProxyRequiresClientCertificate from './exchange/proxy-requires-client-certificate.js';
import exchangeRequireWithoutNegotiate from './exchange/require-without-negotiate.js';
import exchangeSslNotRequired from './exchange/ssl-not-required.js';
import exchangeSsl128Dropped from './exchange/ssl128-dropped.js';
import exchangeUploadReadAheadShadowed from './exchange/upload-read-ahead-shadowed.js';
import exchangeUploadReadAheadTooLarge from './exchange/upload-read-ahead-too-large.js';
import exchangeUploadReadAheadTooSmall from './exchange/upload-read-ahead-too-small.js';
import exchangeWindowsWithClientCertificate from './exchange/windows-with-client-certificate.js';
import iisConfigSectionsPosition from './iis/config-sections-position.js';
import iisConfigSourceInApplicationHost from './iis/config-source-in-application-host.js';
import iisConfigSourceRejected from './iis/config-source-rejected.js';
import iisDefinitionNotAllowedHere from './iis/definition-not-allowed-here.js';
import iisDuplicateCollectionEntry from './iis/duplicate-collection-entry.js';
import iisDuplicateLocation from './iis/duplicate-location.js';
import iisDuplicateSection from './iis/duplicate-section.js';
import iisIntegratedModeValidation from './iis/integrated-mode-validation.js';
import iisInvalidBoolean from './iis/invalid-boolean.js';
import iisInvalidEnum from './iis/invalid-enum.js';
import iisInvalidFlags from './iis/invalid-flags.js';
import iisLocationPathSyntax from './iis/location-path-syntax.js';
import iisLocationUnknownSite from './iis/location-unknown-site.js';
import iisLockedAttribute from './iis/locked-attribute.js';
import iisLockedModuleRemoved from './iis/locked-module-removed.js';
import iisLockedSection from './iis/locked-section.js';
import iisMissingRequiredAttribute from './iis/missing-required-attribute.js';
import iisModuleImageUnexpected from './iis/module-image-unexpected.js';
import iisModuleNotRegistered from './iis/module-not-registered.js';
import iisModulesInFolder from './iis/modules-in-folder.js';
import iisNotWellFormed from './iis/not-well-formed.js';
import iisOverrideModeAndAllowOverride from './iis/override-mode-and-allow-override.js';
import iisPasswordInClear from './iis/password-in-clear.js';
import iisRedirectionEnabled from './iis/redirection-enabled.js';
import iisRemoveWithoutKey from './iis/remove-without-key.js';
import iisSchemaUnreadable from './iis/schema-unreadable.js';
import iisSectionDeclaredTwice from './iis/section-declared-twice.js';
import iisSecuritySectionUnlocked from './iis/security-section-unlocked.js';
import iisSiteStructure from './iis/site-structure.js';
import iisSslFlagsNotCanonical from './iis/ssl-flags-not-canonical.js';
import iisSslMapCert from './iis/ssl-map-cert.js';
import iisUnknownElementOrAttribute from './iis/unknown-element-or-attribute.js';
import iisUnknownPrecondition from './iis/unknown-precondition.js';
import iisUnknownSection from './iis/unknown-section.js';
import iisUnlockBelowLock from './iis/unlock-below-lock.js';
import iisValueOutOfRange from './iis/value-out-of-range.js';
import layoutActiveSyncWithoutSsl from './layout/active-sync-without-ssl.js';
import layoutBackEndActiveSyncAuthentication from './layout/back-end-active-sync-authentication.js';
import layoutBackEndModified from './layout/back-end-modified.js';
import layoutExtendedProtectionInert from './layout/extended-protection-inert.js';
import layoutExtendedProtectionUnexpected from './layout/extended-protection-unexpected.js';
import layoutFrontEndPowershellModified from './layout/front-end-powershell-modified.js';
import layoutInstallPathPlaceholder from './layout/install-path-placeholder.js';
import layoutSiteSslNotRequired from './layout/site-ssl-not-required.js';
import layoutVirtualDirectoryPath from './layout/virtual-directory-path.js';
import logActiveSyncRefused from './log/active-sync-refused.js';
import logApplicationPoolUnavailable from './log/application-pool-unavailable.js';
import logBackEndFailed from './log/back-end-failed.js';
import logCertificateExpired from './log/certificate-expired.js';
import logCertificateNotPresented from './log/certificate-not-presented.js';
import logCertificateRevoked from './log/certificate-revoked.js';
import logCertificateUntrusted from './log/certificate-untrusted.js';
import logConcurrentRequestLimit from './log/concurrent-request-limit.js';
import logConfigurationError from './log/configuration-error.js';
import logDisabled from './log/disabled.js';
import logFieldsMissing from './log/fields-missing.js';
import logLogonFailed from './log/logon-failed.js';
import logMapperDenied from './log/mapper-denied.js';
import logNoActiveSyncRequests from './log/no-active-sync-requests.js';
import logPasswordUserOnCertificateOnly from './log/password-user-on-certificate-only.js';
import logProvisioningLoop from './log/provisioning-loop.js';
import logRequestBodyTooLarge from './log/request-body-too-large.js';
import logRequestHeadersTooLong from './log/request-headers-too-long.js';
import logRequestLoop from './log/request-loop.js';
import logRevocationCheckFailed from './log/revocation-check-failed.js';
import logSslRequired from './log/ssl-required.js';
import logTls13Renegotiation from './log/tls13-renegotiation.js';
import logUnauthorizedByConfiguration from './log/unauthorized-by-configuration.js';
import terminationCertificateOrPassword from './termination/certificate-or-password.js';
import terminationExchangeAndDevice from './termination/exchange-and-device.js';
import terminationNoAuthentication from './termination/no-authentication.js';
import terminationServersDiffer from './termination/servers-differ.js';
import terminationTwoMappings from './termination/two-mappings.js';
import tlsBackEndHttpsBinding from './tls/back-end-https-binding.js';
import tlsBindingNegotiatesClientCertificate from './tls/binding-negotiates-client-certificate.js';
import tlsBindingRequiresSni from './tls/binding-requires-sni.js';
import tlsBindingSslFlagsInvalid from './tls/binding-ssl-flags-invalid.js';
import tlsClientCertificateNegotiation from './tls/client-certificate-negotiation.js';
import tlsDsMapperDisabled from './tls/ds-mapper-disabled.js';
import tlsDuplicateBinding from './tls/duplicate-binding.js';
import tlsFrontEndHttpsBindingMissing from './tls/front-end-https-binding-missing.js';
import tlsHttp2WithVirtualDirectoryCertificate from './tls/http2-with-virtual-directory-certificate.js';
import tlsRecordContradictsBinding from './tls/record-contradicts-binding.js';
import tlsRecordMissing from './tls/record-missing.js';
import tlsRecordRejectsConnections from './tls/record-rejects-connections.js';
import tlsRecordTrustList from './tls/record-trust-list.js';
import tlsRevocationCheckDisabled from './tls/revocation-check-disabled.js';
import tlsTls13WithVirtualDirectoryCertificate from './tls/tls13-with-virtual-directory-certificate.js';
import tlsUsageCheckDisabled from './tls/usage-check-disabled.js';
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [
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
  certificateOneToOneFormat,
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
  coexistenceClientCertificateOnLegacy,
  coexistenceLegacyActiveSyncNotBasic,
  coexistenceMappingOnLegacy,
  coexistenceProxyInheritsClientCertificate,
  coexistenceProxyLocationMissing,
  coexistenceProxyNotWindows,
  deviceAppPoolCredentialsWithoutKernelMode,
  deviceAuthPersistNonNtlm,
  deviceBasicEnabled,
  deviceClientCertificateConfigured,
  deviceExtendedProtectionRequired,
  deviceKernelModeEnabled,
  deviceMappingEnabled,
  deviceNegotiateProviderMissing,
  deviceNtlmProviderMissing,
  deviceOtherAuthenticationEnabled,
  deviceProviderOrder,
  deviceProviderUnknown,
  deviceProvidersEmpty,
  deviceWindowsAuthenticationOff,
  evidenceAccountDisabled,
  evidenceAccountMismatch,
  evidenceBindingDeleted,
  evidenceCertificateRefused,
  evidenceContradictsConfiguration,
  evidenceDelegationWrong,
  evidenceNtauthMissing,
  evidenceSpnDuplicate,
  evidenceUnread,
  exchangeBasicWithClientCertificate,
  exchangeClientCertificateAcceptedNotRequired,
  exchangeClientCertificateIgnored,
  exchangeClientCertificateOnOtherVirtualDirectory,
  exchangeClientCertificateOnSite,
  exchangeDsMapperUnverified,
  exchangeIisMappingEnabled,
  exchangeMappingDisabledOnServer,
  exchangeMappingDisabledOnVirtualDirectory,
  exchangeMappingModuleMissing,
  exchangeMappingOnSite,
  exchangeOtherAuthenticationWithClientCertificate,
  exchangeOwaAndEcpDiffer,
  exchangeProxyRequiresClientCertificate,
  exchangeRequireWithoutNegotiate,
  exchangeSslNotRequired,
  exchangeSsl128Dropped,
  exchangeUploadReadAheadShadowed,
  exchangeUploadReadAheadTooLarge,
  exchangeUploadReadAheadTooSmall,
  exchangeWindowsWithClientCertificate,
  iisConfigSectionsPosition,
  iisConfigSourceInApplicationHost,
  iisConfigSourceRejected,
  iisDefinitionNotAllowedHere,
  iisDuplicateCollectionEntry,
  iisDuplicateLocation,
  iisDuplicateSection,
  iisIntegratedModeValidation,
  iisInvalidBoolean,
  iisInvalidEnum,
  iisInvalidFlags,
  iisLocationPathSyntax,
  iisLocationUnknownSite,
  iisLockedAttribute,
  iisLockedModuleRemoved,
  iisLockedSection,
  iisMissingRequiredAttribute,
  iisModuleImageUnexpected,
  iisModuleNotRegistered,
  iisModulesInFolder,
  iisNotWellFormed,
  iisOverrideModeAndAllowOverride,
  iisPasswordInClear,
  iisRedirectionEnabled,
  iisRemoveWithoutKey,
  iisSchemaUnreadable,
  iisSectionDeclaredTwice,
  iisSecuritySectionUnlocked,
  iisSiteStructure,
  iisSslFlagsNotCanonical,
  iisSslMapCert,
  iisUnknownElementOrAttribute,
  iisUnknownPrecondition,
  iisUnknownSection,
  iisUnlockBelowLock,
  iisValueOutOfRange,
  layoutActiveSyncWithoutSsl,
  layoutBackEndActiveSyncAuthentication,
  layoutBackEndModified,
  layoutExtendedProtectionInert,
  layoutExtendedProtectionUnexpected,
  layoutFrontEndPowershellModified,
  layoutInstallPathPlaceholder,
  layoutSiteSslNotRequired,
  layoutVirtualDirectoryPath,
  logActiveSyncRefused,
  logApplicationPoolUnavailable,
  logBackEndFailed,
  logCertificateExpired,
  logCertificateNotPresented,
  logCertificateRevoked,
  logCertificateUntrusted,
  logConcurrentRequestLimit,
  logConfigurationError,
  logDisabled,
  logFieldsMissing,
  logLogonFailed,
  logMapperDenied,
  logNoActiveSyncRequests,
  logPasswordUserOnCertificateOnly,
  logProvisioningLoop,
  logRequestBodyTooLarge,
  logRequestHeadersTooLong,
  logRequestLoop,
  logRevocationCheckFailed,
  logSslRequired,
  logTls13Renegotiation,
  logUnauthorizedByConfiguration,
  terminationCertificateOrPassword,
  terminationExchangeAndDevice,
  terminationNoAuthentication,
  terminationServersDiffer,
  terminationTwoMappings,
  tlsBackEndHttpsBinding,
  tlsBindingNegotiatesClientCertificate,
  tlsBindingRequiresSni,
  tlsBindingSslFlagsInvalid,
  tlsClientCertificateNegotiation,
  tlsDsMapperDisabled,
  tlsDuplicateBinding,
  tlsFrontEndHttpsBindingMissing,
  tlsHttp2WithVirtualDirectoryCertificate,
  tlsRecordContradictsBinding,
  tlsRecordMissing,
  tlsRecordRejectsConnections,
  tlsRecordTrustList,
  tlsRevocationCheckDisabled,
  tlsTls13WithVirtualDirectoryCertificate,
  tlsUsageCheckDisabled,
];
