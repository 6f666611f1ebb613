// Builds a server's configuration from texts, and reads effective values for tests.
import { ServerConfiguration } from '../../server/src/core/iis/configuration.js';
import type { Effective } from '../../server/src/core/iis/effective.js';
import { readConfigurationFile } from '../../server/src/core/iis/file.js';
import { pathKey } from '../../server/src/core/iis/paths.js';
import { builtinSchema } from '../../server/src/core/iis/schema/builtin.js';
import { parseXml } from '../../server/src/core/xml/parse.js';

/** A file name below the server's folder → its text; one of them is `applicationHost.config`. */
export type Files = ReadonlyMap<string, string> | Readonly<Record<string, string>>;

function entriesOf(files: Files): readonly (readonly [string, string])[] {
  return files instanceof Map ? [...(files as ReadonlyMap<string, string>)] : Object.entries(files);
}

export interface ServerOptions {
  /** Configuration path → folder or file below the server's folder. */
  readonly mapped?: Readonly<Record<string, string>>;
}

export const serverRoot = 'exch01';

export function serverOf(files: Files, options: ServerOptions = {}): ServerConfiguration {
  const entries = entriesOf(files);
  const text = entries.find(([name]) => name === 'applicationHost.config')?.[1] ?? '';
  const uri = (name: string): string => `${serverRoot}/${name}`;
  const host = readConfigurationFile(uri('applicationHost.config'), 'applicationHost', parseXml(text));
  const others = entries.filter(([name]) => name !== 'applicationHost.config');
  return new ServerConfiguration({
    root: serverRoot,
    applicationHost: host,
    webConfigs: others
      .filter(([name]) => /web\.config$/i.test(name) || Object.values(options.mapped ?? {}).includes(name))
      .map(([name, content]) => readConfigurationFile(uri(name), 'webConfig', parseXml(content), host.declarations)),
    mapped: new Map(Object.entries(options.mapped ?? {}).map(([path, target]) => [pathKey(path), uri(target)])),
    sources: others.map(([name, content]) => readConfigurationFile(uri(name), 'other', parseXml(content))),
    schema: builtinSchema,
  });
}

/**
 * An attribute; `section` may go on below the section:
 * `system.webServer/.../windowsAuthentication#extendedProtection`.
 */
export function effective(
  server: ServerConfiguration,
  path: string,
  section: string,
  attribute: string,
): Effective<string> {
  const [name, ...elements] = section.split('#') as [string, ...string[]];
  let element = server.section(path, name);
  for (const child of elements) element = element?.elements.get(child) ?? null;
  const found = element?.attributes.get(attribute);
  if (!found) throw new Error(`There is no ${section}/@${attribute}.`);
  return found;
}

export function keys(server: ServerConfiguration, path: string, section: string): string[] | null {
  const [name, ...elements] = section.split('#') as [string, ...string[]];
  let element = server.section(path, name);
  for (const child of elements) element = element?.elements.get(child) ?? null;
  return element?.entries?.value?.map(({ key }) => key) ?? null;
}
