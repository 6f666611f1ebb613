// What the kinds of evidence are called in the tree; each is the title of its documentation page.
import type { EvidenceKindName } from './kind.js';

export const kindTitles: Readonly<Record<EvidenceKindName, string>> = {
  healthchecker: 'HealthChecker',
  'virtual-directory': 'Exchange virtual directories',
  'exchange-certificate': 'Exchange certificates',
  'exchange-server': 'Exchange version',
  'organization-config': 'Organization configuration',
  'netsh-sslcert': 'Certificate records',
  'web-binding': 'IIS bindings',
  registry: 'Registry',
  'certutil-store': 'Certificate stores',
  setspn: 'Service principal names',
  'directory-account': 'Accounts and delegation',
  event: 'Events',
  systeminfo: 'Windows version',
  'windows-features': 'Windows features',
  'tls-probe': 'TLS connection',
  archive: 'Zip archives',
  clixml: 'Other PowerShell exports',
};
