// Lines above places that say what is in effect there: the verdict on the server, and each virtual directory that the procedure covers.
import type { Lens } from './answers.js';
import { certificateVirtualDirectories } from '../exchange/layout.js';
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import type { Termination, TerminationKind } from '../exchange/termination.js';
import type { Effective } from '../iis/effective.js';
import type { JudgedServer } from '../workspace/judge.js';

const endings: Readonly<Record<TerminationKind, string>> = {
  exchange: 'The client certificate ends at Exchange',
  device: 'The client certificate ends at a device in front of Exchange',
  legacy: 'A legacy Client Access server: no client certificate may end here',
  none: 'No client certificate ends here',
};

/** One sentence on a server's termination. */
export function terminationText({ value, chosenBy }: Termination): string {
  return `${endings[value]} (${chosenBy === 'setting' ? 'as set' : 'by evidence'})`;
}

export function lensesOf(uri: string, servers: readonly JudgedServer[]): readonly Lens[] {
  const lenses: Lens[] = [];
  for (const { configuration, exchange } of servers) {
    if (!exchange || configuration.applicationHost.uri !== uri) continue;
    const root = configuration.applicationHost.configuration;
    if (root) lenses.push({ range: root.startTag, title: terminationText(exchange.termination) });
    for (const name of certificateVirtualDirectories) {
      const directory = exchange.find(name);
      const tag = directory && configuration.locationTag(directory.configurationPath);
      if (directory && tag) lenses.push({ range: tag.element.startTag, title: signInText(directory) });
    }
  }
  return lenses;
}

/** What a client meets at a virtual directory: `Certificate required · Basic`. */
export function signInText(directory: VirtualDirectory): string {
  const methods = [
    ['Anonymous', directory.anonymous],
    ['Basic', directory.basic],
    ['Digest', directory.digest],
    ['Windows', directory.windows],
  ] as const;
  const parts = [certificateText(directory)];
  if (isTrue(directory.mapping)) parts.push('mapped to Active Directory');
  const on = methods.flatMap(([title, effective]) => (isTrue(effective) ? [title] : []));
  const isUnsure = methods.some(([, effective]) => effective.state === 'unknown');
  if (on.length > 0) parts.push(on.join(', '));
  else if (!isUnsure) parts.push('no other method');
  if (isUnsure || directory.mapping.state === 'unknown') parts.push('some settings unknown');
  return parts.join(' · ');
}

function certificateText({ sslFlags }: VirtualDirectory): string {
  if (sslFlags.state === 'unknown') return 'Certificate unknown';
  if (sslFlags.value.has('SslRequireCert')) return 'Certificate required';
  return sslFlags.value.has('SslNegotiateCert') ? 'Certificate accepted' : 'No certificate';
}

function isTrue(effective: Effective<boolean>): boolean {
  return effective.state === 'known' && effective.value;
}
