// Lines above places that say what is in effect there: the verdict on the server, and each virtual directory
// that the procedure covers.
import type { Lens } from './answers.js';
import { certificateVirtualDirectories } from '../exchange/layout.js';
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import type { Effective } from '../iis/effective.js';
import type { Analysis } from '../lint/analysis.js';
import { verdictSentences } from '../lint/verdict.js';
import type { CheckedServer } from '../workspace/assembled-server.js';

export function lensesOf(uri: string, servers: readonly CheckedServer[], analysis: Analysis): readonly Lens[] {
  const lenses: Lens[] = [];
  const verdicts = verdictSentences(analysis);
  for (const { configuration, exchange } of servers.filter(({ hostUri }) => hostUri === uri)) {
    if (!exchange) continue;
    const root = configuration.applicationHost.configuration;
    const title = verdicts.get(configuration.root);
    if (root && title !== undefined) lenses.push({ range: root.startTag, title });
    for (const name of certificateVirtualDirectories) {
      const directory = exchange.find(name);
      const tag = directory && configuration.locationTag(directory.configurationPath);
      if (directory && tag) lenses.push({ range: tag.element.startTag, title: signInText(directory) });
    }
  }
  return lenses;
}

/** What a client gets at a virtual directory: `Client certificate required · AD mapping · Basic`. */
export function signInText(directory: VirtualDirectory): string {
  const methods = [
    ['Anonymous', directory.anonymous],
    ['Basic', directory.basic],
    ['Digest', directory.digest],
    ['Windows', directory.windows],
  ] as const;
  const parts = [certificateText(directory)];
  if (isTrue(directory.mapping)) parts.push('AD mapping');
  const on = methods.flatMap(([title, effective]) => (isTrue(effective) ? [title] : []));
  const isUnsure = methods.some(([, effective]) => effective.state === 'unknown');
  if (on.length > 0) parts.push(on.join(', '));
  else if (!isUnsure) parts.push('no other method');
  if (isUnsure || directory.mapping.state === 'unknown') parts.push('some settings unknown');
  return parts.join(' · ');
}

function certificateText({ sslFlags }: VirtualDirectory): string {
  if (sslFlags.state === 'unknown') return 'Client certificate unknown';
  if (sslFlags.value.has('SslRequireCert')) return 'Client certificate required';
  return sslFlags.value.has('SslNegotiateCert') ? 'Client certificate accepted' : 'No client certificate';
}

function isTrue(effective: Effective<boolean>): boolean {
  return effective.state === 'known' && effective.value;
}
