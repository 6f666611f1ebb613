// Lines above places that say what is in effect there: the verdict on the server, and each virtual directory
// that the procedure covers.
import type { Lens } from './answers.js';
import { certificateVirtualDirectories } from '../exchange/layout.js';
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import type { Effective } from '../iis/effective.js';
import { samePath } from '../iis/paths.js';
import type { Analysis } from '../lint/analysis.js';
import { verdictSentences } from '../lint/verdict.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { readerOf } from './located.js';

/** `analysis` is requested where a lens has a verdict. */
export function lensesOf(uri: string, servers: readonly CheckedServer[], analysis: () => Analysis): readonly Lens[] {
  const lenses: Lens[] = [];
  for (const { configuration, exchange } of servers.filter(({ hostUri }) => hostUri === uri)) {
    if (!exchange) continue;
    const { root } = configuration;
    const element = configuration.applicationHost.configuration;
    const title = verdictSentences(analysis()).get(root);
    if (element && title !== undefined) {
      lenses.push({ range: element.startTag, title, about: { root, configurationPath: '' } });
    }
    for (const name of certificateVirtualDirectories) {
      const directory = exchange.find(name);
      const tag = directory && configuration.locationTag(directory.configurationPath);
      if (!directory || !tag) continue;
      const about = { root, configurationPath: directory.configurationPath };
      lenses.push({ range: tag.element.startTag, title: signInText(directory), about });
    }
  }
  return lenses.length > 0 ? lenses : webConfigLenses(uri, servers);
}

/** Above a web.config: the paths that read it, and how a client signs in at the first one. */
function webConfigLenses(uri: string, servers: readonly CheckedServer[]): readonly Lens[] {
  const reader = readerOf(uri, servers);
  const element = reader?.file.configuration;
  const [first, ...others] = reader?.configurationPaths ?? [];
  if (!reader || !element || !first) return [];
  const { configuration, exchange } = reader.server;
  const about = { root: configuration.root, configurationPath: first };
  const paths = others.length === 0 ? first : `${first} and ${others.length} more`;
  const lenses: Lens[] = [{ range: element.startTag, title: paths, about }];
  for (const name of certificateVirtualDirectories) {
    const directory = exchange?.find(name);
    if (!directory || !samePath(directory.configurationPath, first)) continue;
    lenses.push({ range: element.startTag, title: signInText(directory), about });
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
