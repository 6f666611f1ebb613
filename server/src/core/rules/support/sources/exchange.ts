// The documents that rules rest on. An address is given where it is known: of Microsoft's documentation the
// repository and file.
import type { Source } from '../../rule.js';

const exchangeDocs = 'MicrosoftDocs/OfficeDocs-Exchange:';
const cmdlets = 'MicrosoftDocs/office-docs-powershell: exchange/exchange-ps/ExchangePowerShell';
const iisDocs = 'MicrosoftDocs/iis-docs:';
const cssExchange = 'microsoft/CSS-Exchange';

export const sources = {
  seed: {
    title: 'Demystifying Certificate Based Authentication with ActiveSync, Exchange Team Blog, 5 May 2017',
  },
  procedure: {
    title: 'Configure certificate based authentication in Exchange 2016',
    address: 'MicrosoftDocs/OfficeDocs-Exchange: configure-certificate-based-auth.md',
  },
  virtualDirectories: {
    title: 'Default settings for Exchange virtual directories',
    address: `${exchangeDocs} default-virtual-directory-settings.md`,
  },
  kerberos: {
    title: 'Configuring Kerberos authentication for load-balanced Client Access services',
    address: `${exchangeDocs} kerberos-auth-for-load-balanced-client-access.md`,
  },
  setActiveSync: {
    title: 'Set-ActiveSyncVirtualDirectory',
    address: `${cmdlets}/Set-ActiveSyncVirtualDirectory.md`,
  },
  access: { title: 'Access (IIS reference)', address: `${iisDocs} access.md` },
  mapping: {
    title: 'Client Certificate Mapping Authentication (IIS reference)',
    address: `${iisDocs} clientCertificateMappingAuthentication.md`,
  },
  iisMapping: {
    title: 'IIS Client Certificate Mapping Authentication (IIS reference)',
    address: `${iisDocs} iisClientCertificateMappingAuthentication.md`,
  },
  windows: {
    title: 'Windows Authentication (IIS reference)',
    address: `${iisDocs} windowsAuthentication.md`,
  },
  serverRuntime: { title: 'Server Runtime (IIS reference)', address: `${iisDocs} serverRuntime.md` },
  metabase: { title: 'MD_SSL_ACCESS_PERM, IIS metabase property reference' },
  uploadReadAhead: { title: 'UploadReadAheadSize, TechNet cc737382' },
  exchangeDsc: {
    title: 'ExchangeDsc, AutoCertBasedAuth',
    address: 'dsccommunity/ExchangeDsc: DSC_ExchActiveSyncVirtualDirectory',
  },
  healthChecker: { title: 'Exchange HealthChecker', address: `${cssExchange}: Diagnostics/HealthChecker` },
  extendedProtection: {
    title: 'Configure Windows Extended Protection in Exchange Server',
    address: `${cssExchange}: Security/src/ExchangeExtendedProtectionManagement`,
  },
  realServers: {
    title: 'applicationHost.config and web.config of real Exchange servers',
    address: `${cssExchange}: Shared/Tests/Data, Diagnostics/HealthChecker/Tests`,
  },
  bindings: {
    title: 'Binding (IIS reference)',
    address: 'MicrosoftDocs/iis-docs: binding.md',
  },
  http2: { title: 'HTTP/2 on IIS', address: 'MicrosoftDocs/iis-docs' },
  tls13: { title: 'Addressing TLS 1.3 compatibility issues in IIS Express, Microsoft Tech Community' },
  rfc8446: { title: 'RFC 8446, The Transport Layer Security (TLS) Protocol Version 1.3' },
  rfc8740: { title: 'RFC 8740, Using TLS 1.3 with HTTP/2' },
  winAcme: { title: 'win-acme issue 2831, binding flags of Windows Server 2025', address: 'win-acme/win-acme#2831' },
  winAcmeRenewal: {
    title: 'win-acme issue 1768, certificate renewal and DS mapper usage',
    address: 'win-acme/win-acme#1768',
  },
  netsh: { title: 'netsh http add sslcert, help text' },
  sslRecord: { title: 'HTTP_SERVICE_CONFIG_SSL_PARAM, Windows HTTP Server API reference' },
  sslTroubleshooting: {
    title: 'Troubleshooting SSL related issues (Server Certificate), Microsoft Tech Community',
    address: 'techcommunity.microsoft.com: ba-p/815200',
  },
  statusCodes: { title: 'KB943891, the HTTP status codes of IIS' },
} as const satisfies Readonly<Record<string, Source>>;
