// The virtual directories that the rules for legacy servers and for forwarding between servers apply to.
import type { VirtualDirectory } from './virtual-directory.js';

/** On a legacy server, by its files or by setting: the site where its clients arrive. */
function isLegacy(directory: VirtualDirectory): boolean {
  return directory.role !== 'backEnd' && directory.termination === 'legacy';
}

export function legacyActiveSync(directory: VirtualDirectory): boolean {
  return directory.name === 'activeSync' && isLegacy(directory);
}

export function legacyProxy(directory: VirtualDirectory): boolean {
  return directory.name === 'activeSyncProxy' && isLegacy(directory);
}

/**
 * Whether applicationHost.config has a location for it: `Proxy` is neither application nor virtual directory.
 */
export function hasLocation({ server, configurationPath }: VirtualDirectory): boolean {
  return server.configuration.locationTag(configurationPath) !== undefined;
}
