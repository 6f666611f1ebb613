// The documents that rules about evidence rest on.
import type { Source } from '../../rule.js';

export const evidenceSources = {
  exchangeScripts: {
    title: 'Exchange support scripts: HealthChecker and exports of Exchange cmdlets',
    address: 'microsoft/CSS-Exchange: Diagnostics/HealthChecker',
  },
  strongMapping: { title: 'KB5014754, certificate-based authentication changes on Windows domain controllers' },
  ntAuth: { title: 'Guidelines for enabling smart card logon with third-party certification authorities' },
  delegation: { title: 'Kerberos constrained delegation overview, Windows Server documentation' },
  setspn: { title: 'setspn, Windows Server command reference' },
  httpEvents: { title: 'IIS support blog: HTTP events 15300 and 15301, certificate bindings that disappear' },
  export: { title: 'Export-Clixml and Format-List, PowerShell reference' },
} as const satisfies Readonly<Record<string, Source>>;
