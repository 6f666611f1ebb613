// Finds the setting of a server that explains a cause in its logs, and the value of today.
import type { ExchangeServer, VirtualDirectory } from '../exchange/virtual-directory.js';
import { siteLogAttribute } from '../exchange/site-log.js';
import type { Effective } from '../iis/effective.js';
import { isAtOrBelow } from '../iis/paths.js';
import type { LogSetting } from '../rules/log-rule.js';
import { sections } from '../sign-in/sections.js';
import type { Place } from '../text/range.js';

/** A place in a configuration file and what it says today. */
export interface ExplainingSetting extends Place {
  readonly value: string;
}

/** Null where no setting explains the cause, or none is known to. */
export function explainingSetting(setting: LogSetting | null, server: ExchangeServer): ExplainingSetting | null {
  const directory = server.find('activeSync');
  return setting === null || directory === undefined ? null : lookup[setting](directory, server);
}

const passwordMethods = ['basic', 'windows', 'digest'] as const;

type Lookup = (directory: VirtualDirectory, server: ExchangeServer) => ExplainingSetting | null;

const lookup: Readonly<Record<LogSetting, Lookup>> = {
  certificateRequired: (directory) =>
    directory.requiresCertificate === 'no' ? null : written(directory, directory.sslFlags, sections.access),
  sslRequired: (directory) =>
    directory.requiresSsl === 'no' ? null : written(directory, directory.sslFlags, sections.access),
  mapping: (directory) => {
    const { mapping, windows } = directory;
    if (directory.termination === 'device') {
      return saysTrue(windows) ? null : written(directory, windows, sections.windows);
    }
    if (!saysTrue(mapping)) return written(directory, mapping, sections.mapping);
    // Another method asks for a password where the certificate did not sign in.
    const other = passwordMethods.find((method) => saysTrue(directory[method]));
    return other === undefined ? null : written(directory, directory[other], sections[other]);
  },
  uploadReadAheadSize: (directory) => written(directory, directory.uploadReadAheadSize, sections.serverRuntime),
  lockedSection: ({ configurationPath }, { configuration }) => {
    const here = configuration
      .rejections()
      .filter((rejection) => isAtOrBelow(configurationPath, rejection.configurationPath));
    const found = here.find(({ kind }) => kind === 'locked-section') ?? here[0];
    return found === undefined ? null : { uri: found.uri, range: found.range, value: found.section };
  },
  binding: (_, { frontEnd, configuration }) => {
    const binding = frontEnd?.bindings.find(({ protocol }) => protocol.value.toLowerCase() === 'https');
    if (binding === undefined) return null;
    const { bindingInformation, sslFlags, element } = binding;
    return {
      uri: configuration.applicationHost.uri,
      range: element.startTag,
      value: `${bindingInformation.value} sslFlags=${sslFlags.value}`,
    };
  },
  logFields: (_, { frontEnd, configuration }) => {
    if (frontEnd === null) return null;
    const attribute = siteLogAttribute(frontEnd, 'logExtFileFlags');
    if (attribute !== undefined) {
      return { uri: configuration.applicationHost.uri, range: attribute.valueRange, value: attribute.value };
    }
    return null;
  },
};

function saysTrue({ raw }: Effective<unknown>): boolean {
  return raw?.toLowerCase() === 'true';
}

/** The value where it is written, also when that is for the site or the server as a whole. */
function written(
  directory: VirtualDirectory,
  effective: Effective<unknown>,
  section: string,
): ExplainingSetting | null {
  if (effective.raw === null) return null;
  const { origin } = effective;
  const place =
    origin.kind === 'schema' ? directory.placeOf(effective, section) : { uri: origin.uri, range: origin.range };
  return { ...place, value: effective.raw };
}
