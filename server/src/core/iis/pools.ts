// The application pool that an application runs in.
import type { ServerConfiguration } from './configuration.js';
import type { EffectiveElement } from './effective-element.js';

/** Null where the application, the name of its pool, or the pool itself is not found or unknown. */
export function poolOf(server: ServerConfiguration, applicationPath: string): EffectiveElement | null {
  const name = server.siteIndex.applicationAt(applicationPath)?.applicationPool.value ?? '';
  const pools = server.section('', 'system.applicationHost/applicationPools')?.entries;
  if (name === '' || pools?.state !== 'known') return null;
  return pools.value.find(({ key }) => key.toLowerCase() === name.toLowerCase())?.element ?? null;
}
