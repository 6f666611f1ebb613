// Switches where the client certificate ends, for chosen virtual directories, as a composition of remedies
// (domain/01, 02, 03 and 04 §4.3).
import type { Obstacle } from '../text/obstacle.js';
import {
  mappingModule,
  negotiateAndNtlm,
  plainFlags,
  requiredFlags,
  sufficientReadAhead,
} from '../sign-in/constants.js';
import { sections, securitySections } from '../sign-in/sections.js';
import type { VirtualDirectoryName } from '../exchange/layout.js';
import { wantedProviders } from '../exchange/device.js';
import type { VirtualDirectory, ExchangeServer } from '../exchange/virtual-directory.js';
import { bindingsOf, switchOf } from '../exchange/ssl-records.js';
import { netshEndpoint } from '../evidence/netsh-commands.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Site } from '../iis/sites.js';
import { samePath } from '../iis/paths.js';
import { readBoolean } from '../iis/read.js';
import { holds, isOn } from '../iis/truth.js';
import { removeElement } from '../xml/edit.js';
import { attributeOf, childElements } from '../xml/tree.js';
import { collection, commandChange, exchangeChange, review, setting, textChange } from './build.js';
import { dsMapperOn, endpointsOf, recordChange, type Endpoint } from './ssl-record.js';
import type { SwitchTarget } from './switch-target.js';
import { switchNotes } from './notes.js';
import type { Change, Remedy } from './remedy.js';

export type { SwitchTarget } from './switch-target.js';

export interface SwitchOptions {
  readonly to: SwitchTarget;
  /**
   * Names (`owa`, `ecp`, `Microsoft-Server-ActiveSync`) or configuration paths; without any, those that the
   * procedure of the target speaks of.
   */
  readonly virtualDirectories?: readonly string[];
}

const endings: Readonly<Record<SwitchTarget, string>> = {
  exchange: 'Use client certificates at Exchange',
  device: 'Use client certificates at the gateway',
  legacy: 'Disable client certificates for a legacy server in coexistence',
  default: 'Restore the Exchange defaults',
};

/**
 * One remedy for each virtual directory and one for the server. Changes that are true already are among them:
 * they give neither an edit nor a step. Refused for a virtual directory that the server does not have or that
 * the procedures do not speak of.
 */
export function switchTermination(server: ExchangeServer, options: SwitchOptions): readonly Remedy[] | Obstacle {
  const directories = chosenDirectories(server, options);
  if ('problem' in directories) return directories;
  const { to } = options;
  const isChosen = (options.virtualDirectories ?? []).length > 0;
  const remedies = directories.map((directory) => {
    // What device and legacy have to say of owa and ecp unasked is that no certificate may be asked for
    // there.
    const own = isChosen || directory.name === 'activeSync' || to === 'exchange' ? to : 'default';
    const remedy = review(`${endings[own]}: ${directory.configurationPath}`, ...directoryChanges(directory, own));
    const notes = switchNotes(directory, own);
    return notes.length === 0 ? remedy : { ...remedy, notes };
  });
  const ofServer = serverChanges(server, directories, to);
  return ofServer.length === 0 ? remedies : [review(`${endings[to]}: server`, ...ofServer), ...remedies];
}

/** What restores a path as Exchange is delivered; null for a path that the procedures do not speak of. */
export function defaultsAt(server: ExchangeServer | null, configurationPath: string): readonly Remedy[] | null {
  const directory = server?.procedure.find(
    (one) => one.application && samePath(one.configurationPath, configurationPath),
  );
  if (!directory) return null;
  return [review(`${endings.default}: ${directory.configurationPath}`, ...directoryChanges(directory, 'default'))];
}

const spellings: ReadonlyMap<string, VirtualDirectoryName> = new Map([
  ['microsoft-server-activesync', 'activeSync'],
  ['activesync', 'activeSync'],
  ['owa', 'owa'],
  ['ecp', 'ecp'],
]);

/**
 * The virtual directories that a switch changes where none are chosen. ActiveSync is what the procedures
 * speak of; owa and ecp follow only where a certificate is used there now, so that no user is locked out
 * unasked.
 */
export function chosenByDefault(server: ExchangeServer, to: SwitchTarget): readonly VirtualDirectory[] {
  const present = server.procedure.filter(({ application }) => application);
  // A second ActiveSync that is made for certificates leaves the other one to users with passwords.
  const isForCertificates = present.some(
    ({ name, usesCertificate }) => name === 'activeSync' && usesCertificate === 'yes',
  );
  return present.filter(({ name, usesCertificate }) => {
    if (to === 'exchange') return usesCertificate === 'yes' || (name === 'activeSync' && !isForCertificates);
    return to === 'default' || name === 'activeSync' || usesCertificate !== 'no';
  });
}

function chosenDirectories(
  server: ExchangeServer,
  { to, virtualDirectories }: SwitchOptions,
): readonly VirtualDirectory[] | Obstacle {
  const present = server.procedure.filter((directory) => directory.application);
  if (present.length === 0) {
    return { problem: 'The server has none of the virtual directories Microsoft-Server-ActiveSync, owa, and ecp.' };
  }
  if (!virtualDirectories || virtualDirectories.length === 0) return chosenByDefault(server, to);
  const result = new Set<VirtualDirectory>();
  for (const wanted of virtualDirectories) {
    const name = spellings.get(wanted.toLowerCase());
    const found = present.find((directory) => directory.name === name || samePath(directory.configurationPath, wanted));
    if (!found) {
      const names = present.map(({ configurationPath }) => configurationPath).join(', ');
      return { problem: `Only ${names} can be changed; '${wanted}' is not one of them.` };
    }
    result.add(found);
  }
  return present.filter((directory) => result.has(directory));
}

function directoryChanges(directory: VirtualDirectory, to: SwitchTarget): Change[] {
  switch (to) {
    case 'exchange':
      return exchangeChanges(directory);
    case 'device':
      return deviceChanges(directory);
    case 'legacy':
      return directory.name === 'activeSync' ? legacyChanges(directory) : defaultChanges(directory);
    case 'default':
      return defaultChanges(directory);
  }
}

/** States changes at one path of one server. */
class At {
  readonly configuration: ServerConfiguration;
  readonly path: string;

  constructor(configuration: ServerConfiguration, path: string) {
    this.configuration = configuration;
    this.path = path;
  }

  /** null: not written here, so inherited. */
  set(section: string, attribute: string, value: string | null, element: readonly string[] = []): Change {
    return setting(this.configuration, this.path, section, attribute, value, {
      element,
      ...(securitySections.includes(section) && { commit: 'applicationHost' }),
    });
  }

  enable(section: string, on: boolean | null): Change {
    return this.set(section, 'enabled', on === null ? null : String(on));
  }

  providers(names: readonly string[]): Change {
    const entries = names.map((value) => ({ value }));
    return collection(this.configuration, this.path, sections.windows, ['providers'], entries, {
      commit: 'applicationHost',
    });
  }
}

function exchangeChanges(directory: VirtualDirectory): Change[] {
  const at = new At(directory.server.configuration, directory.configurationPath);
  return [
    ...formsChanges(directory, false),
    at.enable(sections.basic, false),
    at.enable(sections.windows, false),
    at.enable(sections.digest, false),
    at.enable(sections.anonymous, false),
    at.enable(sections.iisMapping, false),
    at.set(sections.access, 'sslFlags', requiredFlags),
    ...readAheadChanges(directory),
    ...moduleChanges(directory),
    at.enable(sections.mapping, true),
  ];
}

/** Step 7 of the procedure, where the web.config that decides is provided and says less. */
function readAheadChanges(directory: VirtualDirectory): Change[] {
  const size = directory.uploadReadAheadSize;
  if (holds(size, (bytes) => bytes < sufficientReadAhead) !== 'yes') return [];
  const { configuration } = directory.server;
  return [
    setting(
      configuration,
      directory.configurationPath,
      sections.serverRuntime,
      'uploadReadAheadSize',
      String(sufficientReadAhead),
    ),
  ];
}

/** Takes out what the web.config of the path removes the module with. */
function moduleChanges(directory: VirtualDirectory): Change[] {
  const file = directory.server.configuration.webConfigs.at(directory.configurationPath);
  if (typeof file === 'string' || holds(directory.modules, (names) => !names.includes(mappingModule)) !== 'yes')
    return [];
  return file.sections
    .filter(({ section }) => section === sections.modules)
    .flatMap(({ element }) => childElements(element, 'remove'))
    .filter((element) => attributeOf(element, 'name')?.value === mappingModule)
    .map((element) =>
      textChange(
        file.uri,
        `Keep ${mappingModule} in ${directory.configurationPath}`,
        removeElement(file.document, element),
      ),
    );
}

function deviceChanges(directory: VirtualDirectory): Change[] {
  const at = new At(directory.server.configuration, directory.configurationPath);
  return [
    ...formsChanges(directory, false),
    at.enable(sections.mapping, false),
    at.enable(sections.iisMapping, false),
    at.set(sections.access, 'sslFlags', plainFlags),
    at.enable(sections.basic, false),
    at.enable(sections.digest, false),
    at.enable(sections.anonymous, false),
    at.enable(sections.windows, true),
    ...(offersBoth(directory) ? [] : [at.providers(wantedProviders(directory))]),
    // The gateway terminates TLS, so it has no channel binding to show (domain/02 §2.4).
    ...(holds(directory.tokenChecking, (value) => value === 'Require') === 'yes'
      ? [at.set(sections.windows, 'tokenChecking', 'Allow', ['extendedProtection'])]
      : []),
    ...(isOn(directory.windowsOption('useKernelMode')) === 'yes'
      ? [at.set(sections.windows, 'useKernelMode', 'false')]
      : []),
    ...(isOn(directory.windowsOption('useAppPoolCredentials')) === 'yes'
      ? [at.set(sections.windows, 'useAppPoolCredentials', 'false')]
      : []),
  ];
}

/** Negotiate (or Kerberos by name) comes first, NTLM is there, and nothing that IIS does not know. */
function offersBoth(directory: VirtualDirectory): boolean {
  const known = ['negotiate', 'negotiate:kerberos', 'negotiate:pku2u', 'ntlm'];
  const isRight = holds(directory.providers, (list) => {
    const names = list.map(({ name }) => name.toLowerCase());
    return (
      /^negotiate(:kerberos)?$/.test(names[0] ?? '') &&
      names.includes('ntlm') &&
      names.every((name) => known.includes(name))
    );
  });
  return isRight === 'yes';
}

function legacyChanges(directory: VirtualDirectory): Change[] {
  const at = new At(directory.server.configuration, directory.configurationPath);
  return [
    at.enable(sections.mapping, false),
    at.enable(sections.iisMapping, false),
    at.set(sections.access, 'sslFlags', plainFlags),
    at.enable(sections.windows, false),
    at.enable(sections.digest, false),
    at.enable(sections.anonymous, false),
    at.enable(sections.basic, true),
    ...proxyChanges(directory),
  ];
}

/**
 * `Proxy` is where the newer server hands requests on: Windows authentication alone, and no certificate
 * (domain/03).
 */
function proxyChanges(directory: VirtualDirectory): Change[] {
  const proxy = directory.server.find('activeSyncProxy', directory.role);
  if (!proxy) return [];
  const at = new At(proxy.server.configuration, proxy.configurationPath);
  const asksItself = proxy.asksForCertificate === 'yes' && proxy.owns(proxy.sslFlags);
  return [
    at.enable(sections.windows, true),
    ...(offersBoth(proxy) ? [] : [at.providers(wantedProviders(proxy))]),
    at.enable(sections.basic, false),
    at.enable(sections.digest, false),
    at.enable(sections.anonymous, false),
    ...(asksItself ? [at.set(sections.access, 'sslFlags', plainFlags)] : []),
  ];
}

/**
 * The effective values of an untouched server; what is not written there on one is not written here
 * (domain/01 §1.2a, domain/04 §4.3).
 */
function defaultChanges(directory: VirtualDirectory): Change[] {
  if (directory.role === 'legacy') return legacyDefaultChanges(directory);
  const at = new At(directory.server.configuration, directory.configurationPath);
  const isActiveSync = directory.name === 'activeSync';
  const writesOwn = isActiveSync && shapeOf(directory).writesOwn;
  return [
    at.enable(sections.mapping, writesOwn ? false : null),
    at.enable(sections.iisMapping, writesOwn ? false : null),
    at.set(sections.access, 'sslFlags', writesOwn ? plainFlags : null),
    at.enable(sections.windows, false),
    at.providers(isActiveSync ? shapeOf(directory).providers : []),
    at.enable(sections.digest, false),
    at.enable(sections.anonymous, directory.name === 'ecp'),
    at.enable(sections.basic, true),
    ...readAheadDefault(directory),
    ...formsChanges(directory, true),
    ...(isActiveSync ? proxyChanges(directory) : []),
  ];
}

function legacyDefaultChanges(directory: VirtualDirectory): Change[] {
  if (directory.name === 'activeSync') return legacyChanges(directory);
  const at = new At(directory.server.configuration, directory.configurationPath);
  const asks = directory.asksForCertificate === 'yes';
  return [
    at.enable(sections.mapping, false),
    at.enable(sections.iisMapping, false),
    ...(asks ? [at.set(sections.access, 'sslFlags', plainFlags)] : []),
    at.enable(sections.basic, true),
    ...formsChanges(directory, true),
  ];
}

/** Exchange delivers the front end's web.config files with 0 (domain/01 §1.1 step 7). */
function readAheadDefault(directory: VirtualDirectory): Change[] {
  const { origin } = directory.uploadReadAheadSize;
  const { configuration } = directory.server;
  const file = configuration.webConfigs.at(directory.configurationPath);
  const isOwn = origin.kind !== 'schema' && typeof file !== 'string' && origin.uri === file.uri;
  if (!isOwn || !directory.owns(directory.uploadReadAheadSize)) return [];
  return [setting(configuration, directory.configurationPath, sections.serverRuntime, 'uploadReadAheadSize', '0')];
}

interface Shape {
  /** Whether ActiveSync has its own `access` and mapping elements. */
  readonly writesOwn: boolean;
  readonly providers: readonly string[];
}

/**
 * ActiveSync is delivered in two shapes, and the version does not tell which (domain/04 §4.3). The back end's
 * ActiveSync has the same one and is left alone by every procedure; only servers of Exchange 2013 with no
 * other role than Client Access have none.
 */
function shapeOf(directory: VirtualDirectory): Shape {
  const twin = directory.server.find('activeSync', 'backEnd');
  if (!twin?.application) return { writesOwn: false, providers: negotiateAndNtlm };
  const providers = twin.providers.state === 'known' ? twin.providers.value.map(({ name }) => name) : [];
  return { writesOwn: twin.owns(twin.sslFlags), providers };
}

/**
 * Forms authentication and what else Exchange keeps for owa and ecp alone (domain/01 §1.1 step 4 and §1.2a).
 */
function formsChanges(directory: VirtualDirectory, on: boolean): Change[] {
  if (directory.name !== 'owa' && directory.name !== 'ecp') return [];
  const cmdlet = directory.name === 'owa' ? 'Set-OwaVirtualDirectory' : 'Set-EcpVirtualDirectory';
  const forms = { FormsAuthentication: true };
  const none = { FormsAuthentication: false, AdfsAuthentication: false };
  const off =
    directory.name === 'owa' && directory.server.version !== '2013' && directory.role !== 'legacy'
      ? { ...none, OAuthAuthentication: false }
      : none;
  return [exchangeChange(directory.configurationPath, cmdlet, on ? forms : off, on ? {} : forms)];
}

/** What is set for the server and the site as a whole. */
function serverChanges(server: ExchangeServer, directories: readonly VirtualDirectory[], to: SwitchTarget): Change[] {
  const { configuration } = server;
  const site = directories[0]!.site;
  const changes: Change[] = [];
  const atSite = new At(configuration, site.configurationPath);
  const root = server.find('root', directories[0]!.role);
  // Never on the site: every other virtual directory would inherit it (domain/01 §1.2, domain/09 A11 and
  // A12).
  if (root?.asksForCertificate === 'yes') changes.push(atSite.set(sections.access, 'sslFlags', plainFlags));
  if (root && isOn(root.mapping) === 'yes') changes.push(atSite.enable(sections.mapping, false));
  if (root && isOn(root.iisMapping) === 'yes') changes.push(atSite.enable(sections.iisMapping, false));
  const atServer = new At(configuration, '');
  if (to !== 'exchange') {
    const others = server.procedure;
    const isUsed = others.some((other) => !directories.includes(other) && isOn(other.mapping) !== 'no');
    if (!isUsed) changes.push(atServer.enable(sections.mapping, false));
    return changes;
  }
  const installed = configuration.section('', sections.globalModules)?.entries;
  if (installed?.state === 'known' && !installed.value.some(({ key }) => key === mappingModule))
    changes.push(installFeature);
  changes.push(atServer.enable(sections.mapping, true));
  // What is on for the server would reach every site that does not say otherwise.
  for (const { configurationPath } of configuration.sites) {
    if (isOn(readBoolean(configuration, configurationPath, sections.mapping, 'enabled')) === 'yes') continue;
    changes.push(new At(configuration, configurationPath).enable(sections.mapping, false));
  }
  const endpoints = endpointsOf(site);
  const off = endpointsWithoutMapper(site, server);
  if (off.length > 0) changes.push(recordChange(dsMapperOn, off, { isRecorded: true }));
  const others = endpoints.filter((endpoint) => !off.includes(endpoint));
  if (others.length > 0 && isOn(readBoolean(configuration, '', sections.mapping, 'enabled')) !== 'yes') {
    changes.push(recordChange(dsMapperOn, others));
  }
  return changes;
}

/** The records behind the bindings of a site in which all saved output shows DS Mapper Usage disabled. */
function endpointsWithoutMapper(site: Site, { settings }: ExchangeServer): readonly Endpoint[] {
  const bindings = bindingsOf(site, settings).filter(({ records }) => switchOf(records, 'dsMapper') === 'no');
  const off = bindings.flatMap(({ records }) => records.map(netshEndpoint));
  return [...new Set(off.filter((endpoint) => endpoint !== null))];
}

const installFeature: Change = {
  ...commandChange('Install the Web-Client-Auth feature (Client Certificate Mapping Authentication)', {
    powershell: 'Install-WindowsFeature -Name Web-Client-Auth | Out-Null',
    cmd: 'powershell.exe -NoProfile -NonInteractive -Command "$ErrorActionPreference = \'Stop\'; Install-WindowsFeature -Name Web-Client-Auth"',
  }),
  first: true,
};
