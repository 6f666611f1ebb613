// What the rules about the providers of Windows authentication report: where, why, and the list that is right.
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Reporter } from '../rule.js';
import { providers, remedy } from './fixes.js';

/** What sets Negotiate and NTLM for ActiveSync, in this order. */
export const providerCommands: readonly string[] = [
  "$list = @{ PSPath = 'MACHINE/WEBROOT/APPHOST'; Location = 'Default Web Site/Microsoft-Server-ActiveSync'; Filter = 'system.webServer/security/authentication/windowsAuthentication/providers' }",
  'Clear-WebConfiguration @list',
  "Add-WebConfigurationProperty @list -Name . -Value @{ value = 'Negotiate' }",
  "Add-WebConfigurationProperty @list -Name . -Value @{ value = 'NTLM' }",
];

export function reportProviders(
  report: Reporter,
  directory: VirtualDirectory,
  message: string,
  fix = 'Set providers Negotiate and NTLM',
): void {
  const at = directory.placeOfProviders();
  report({
    message,
    data: { path: directory.configurationPath },
    at,
    evidence: notes(
      at,
      [directory.windows, 'Windows authentication is enabled here.'],
      ...(directory.owns(directory.providers) ? [] : [[directory.providers, 'The providers are set here.'] as const]),
    ),
    remedies: remedy(fix, 'no', ...providers(directory)),
  });
}
