// What holds at one configuration path for signing in with a certificate, as a Markdown table with the place
// of every value.
import type { ConfigurationLocation } from './answers.js';
import { sections } from '../sign-in/sections.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective } from '../iis/effective.js';
import { mapEffective } from '../iis/effective.js';
import { readEntries, readText } from '../iis/read.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { Texts } from './explain.js';
import { originText, valueText } from './explain.js';
import { serverOf } from './located.js';

/** Setting, section, attribute, element below the section. */
const settings: readonly (readonly [title: string, section: string, attribute: string, element?: readonly string[]])[] =
  [
    ['SSL Settings', sections.access, 'sslFlags'],
    ['Certificate mapping (Active Directory)', sections.mapping, 'enabled'],
    ['Certificate mapping (IIS)', sections.iisMapping, 'enabled'],
    ['Anonymous', sections.anonymous, 'enabled'],
    ['Basic', sections.basic, 'enabled'],
    ['Digest', sections.digest, 'enabled'],
    ['Windows', sections.windows, 'enabled'],
    ['Kernel-mode authentication', sections.windows, 'useKernelMode'],
    ['Extended Protection', sections.windows, 'tokenChecking', ['extendedProtection']],
    ['uploadReadAheadSize', sections.serverRuntime, 'uploadReadAheadSize'],
  ];

/** Null for a path that the server does not have. */
export function describePath(configuration: ServerConfiguration, path: string, texts: Texts): string | null {
  if (!configuration.exists(path)) return null;
  const rows = settings.map(([title, section, attribute, element]) =>
    row(title, readText(configuration, path, section, attribute, element), path, texts),
  );
  const providers = mapEffective(readEntries(configuration, path, sections.windows, ['providers']), (entries) =>
    entries.map(({ key }) => key).join(', '),
  );
  rows.splice(7, 0, row('Providers', providers, path, texts));
  const title = path === '' ? 'the server level' : markdownCode(path);
  return [
    `**Effective settings of ${title}**`,
    ['| Setting | Value | Set in |', '| --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}

function row(title: string, effective: Effective<string>, path: string, texts: Texts): string {
  const value = effective.state === 'known' && effective.value === '' ? 'none' : valueText(effective);
  const from = effective.state === 'unknown' ? markdownText(effective.reason) : originText(effective, path, texts);
  return `| ${title} | ${value.replaceAll('|', '\\|')} | ${from.replaceAll('|', '\\|')} |`;
}

export function describeLocation(
  location: ConfigurationLocation,
  servers: readonly CheckedServer[],
  texts: Texts,
): string | null {
  const server = serverOf(location, servers);
  return server ? describePath(server.configuration, location.configurationPath, texts) : null;
}
