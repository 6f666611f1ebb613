// Windows authentication offers nothing.
import { and, truth } from '../../iis/truth.js';
import { behindDevice, offers } from '../../exchange/device.js';
import { takesClients } from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { sections } from '../../sign-in/sections.js';
import { providerCommands, reportProviders } from '../support/provider-list.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/providers-empty',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Windows authentication without providers',
    what: 'Windows authentication is enabled on a path of Exchange, and its provider list is empty.',
    why: 'The Exchange 2016 and 2019 default for ActiveSync is Windows authentication disabled with `<providers><clear /></providers>`. When an administrator only enables Windows authentication, IIS offers no provider, and no request can sign in.',
    fix: "Add Negotiate and NTLM, or delete `<providers>` so that the server's list applies. The fix writes the list.",
    symptom:
      'Every request ends with 401.2 and no WWW-Authenticate header. HealthChecker shows Windows (No providers).',
    commands: providerCommands,
    uncertain: 'Exchange Server SE, the current version, is assumed to have the same default as Exchange 2019.',
    sources: [sources.seed, sources.healthChecker, sources.realServers],
  },
  messages: {
    empty:
      '{path}: Windows authentication has no providers, so clients cannot sign in with it. Add Negotiate and NTLM.',
  },
  applies: (directory) =>
    directory.role !== 'other' &&
    directory.name !== null &&
    directory.name !== 'powerShell' &&
    // Where only a newer server or the front end arrives, ActiveSync itself is not to have Windows authentication.
    (directory.name !== 'activeSync' || takesClients(directory)),
  check(directory, report) {
    // Beside certificates, Windows authentication itself is what is wrong, except where servers sign in.
    const verdict = and(
      offers(directory, (names) => names.length === 0),
      truth(directory.name === 'activeSyncProxy' || directory.usesCertificate !== 'yes'),
      truth(behindDevice(directory) || directory.owns(directory.providers) || isEmptiedAbove(directory)),
    );
    if (verdict === 'yes') reportProviders(report, directory, 'empty');
    return verdict;
  },
});

/**
 * Windows authentication is enabled here and the list was cleared above; where none is written, the file may be an
 * excerpt. On Proxy, which inherits its list on Exchange 2013, only its own list counts.
 */
function isEmptiedAbove(directory: VirtualDirectory): boolean {
  const { name, providers, windows } = directory;
  return name !== 'activeSyncProxy' && directory.owns(windows) && providers.origin.kind !== 'schema';
}
