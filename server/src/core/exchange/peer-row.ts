// A server as others are compared with it.
import { isOn } from '../iis/truth.js';
import { sections } from '../sign-in/sections.js';
import { certificateVirtualDirectories } from './layout.js';
import type { PeerRow } from './peers.js';
import type { ExchangeServer, VirtualDirectory } from './virtual-directory.js';

/** What decides how clients sign in, as one text; null where a value is unknown. */
export function signInStateOf({ sslFlags, mapping, basic, windows }: VirtualDirectory): string | null {
  if (sslFlags.state === 'unknown') return null;
  const switches = [isOn(mapping), isOn(basic), isOn(windows)];
  if (switches.includes('unknown')) return null;
  const asks = ['SslNegotiateCert', 'SslRequireCert'].filter((flag) => sslFlags.value.has(flag));
  return [...asks, ...switches].join(' ');
}

export function peerRowOf(server: ExchangeServer): PeerRow {
  return {
    root: server.configuration.root,
    hostUri: server.configuration.applicationHost.uri,
    termination: server.termination.value,
    directories: certificateVirtualDirectories.flatMap((name): PeerRow['directories'] => {
      const directory = server.find(name, 'frontEnd');
      if (!directory) return [];
      const { uri, range } = directory.placeOf(directory.sslFlags, sections.access);
      return [
        {
          name,
          state: signInStateOf(directory),
          usesCertificate: directory.usesCertificate,
          configurationPath: directory.configurationPath,
          place: { uri, range: { start: range.start, end: range.end } },
        },
      ];
    }),
  };
}
