// The servers that tests check: the real ones of the corpus, alone and laid out with their web.config files,
// and a made-up legacy one.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { samples } from './paths.js';
import { corpus, inCorpus } from './corpus.js';

/** Path below the server's folder, with `/`, → text without a byte order mark. */
export type ServerFiles = ReadonlyMap<string, string>;

export const applicationHost = 'applicationHost.config';

export interface CorpusServer {
  /** The file's without what all have in common: `HC_E19`. */
  readonly name: string;
  readonly version: 2013 | 2016 | 2019;
  /** Of applicationHost.config. */
  readonly text: string;
}

const read = (file: string): string => readFileSync(file, 'utf8').replace(/^\uFEFF/, '');

function folder(name: string): string {
  return inCorpus('configs', name);
}

/** `HC_E19_applicationHost1.config` is HC_E19_1. */
const nameOf = (file: string): string =>
  file
    .replace(/\.config$/, '')
    .replace(/_applicationHost_?/i, '_')
    .replace(/_$/, '');

const versions = { EP_E15: 2013, EP_E16: 2016, HC_E16: 2016, Shared_E16: 2016, HIST_ffbdd9a_E16: 2016 } as const;

/**
 * The stock Exchange servers of the corpus, without the one that is not well-formed. Empty where there is no
 * corpus.
 */
export function corpusServers(): readonly CorpusServer[] {
  return (stock ??= corpus === null ? [] : readStock());
}

let stock: readonly CorpusServer[] | null = null;

function readStock(): readonly CorpusServer[] {
  return readdirSync(folder('exchange-apphost'))
    .filter((file) => file.endsWith('.config') && file !== malformedName)
    .sort()
    .map((file) => {
      const version = Object.entries(versions).find(([prefix]) => file.startsWith(prefix))?.[1] ?? 2019;
      return {
        name: nameOf(file),
        version,
        text: read(path.join(folder('exchange-apphost'), file)),
      };
    });
}

export function corpusServer(name: string): CorpusServer {
  const found = corpusServers().find((server) => server.name === name);
  if (!found)
    throw new Error(
      `The corpus has no server ${name}: it has ${corpusServers()
        .map((server) => server.name)
        .join(', ')}.`,
    );
  return found;
}

const malformedName = 'HC_E19_BadApplicationHost.config';

/** An Exchange 2019 applicationHost.config with `<sectionGroup>` for `</sectionGroup>` at its line 52. */
export function malformedServer(): string {
  return read(path.join(folder('exchange-apphost'), malformedName));
}

/** Where the web.config of a corpus file name's virtual directory stands (domain/04 §4.2). */
const frontEndFolders: Readonly<Record<string, string>> = {
  AutoD: 'Autodiscover',
  EAS: 'sync',
  ECP: 'ecp',
  EWS: 'EWS',
  MAPI: 'mapi',
  OAB: 'OAB',
  OWA: 'owa',
  PowerShell: 'PowerShell',
  Rest: 'Rest',
  RPC: 'rpc',
};
const backEndFolders: Readonly<Record<string, string>> = {
  AutoD: 'ClientAccess/Autodiscover',
  EAS: 'ClientAccess/sync',
  ECP: 'ClientAccess/ecp',
  EWS: 'ClientAccess/exchweb/EWS',
  MapiEmsmdb: 'ClientAccess/mapi/emsmdb',
  OAB: 'ClientAccess/OAB',
  OWA: 'ClientAccess/owa',
  Push: 'ClientAccess/PushNotifications',
  RPC: 'Windows/System32/RpcProxy',
  Rest: 'ClientAccess/rest',
};

function placeOfWebConfig(name: string): string | null {
  if (name === 'DefaultWebSite_web.config') return 'inetpub/wwwroot/web.config';
  if (name === 'DefaultWebSite_SharedWebConfig.config') return 'FrontEnd/HttpProxy/SharedWebConfig.config';
  const match = /^(DefaultWebSite|ExchangeBackEnd)-(\w+)_web\.config$/.exec(name);
  if (!match) return null;
  const known = match[1] === 'DefaultWebSite' ? frontEndFolders[match[2]!] : backEndFolders[match[2]!];
  if (known === undefined) throw new Error(`The place of ${name} is unknown.`);
  return match[1] === 'DefaultWebSite' ? `FrontEnd/HttpProxy/${known}/web.config` : `${known}/web.config`;
}

/** HC_E19 or HC_E16 with the web.config files of its version in folders that end as the physical paths do. */
export function layOut(version: 'E19' | 'E16'): ServerFiles {
  const files = laidOut.get(version) ?? readLayout(version);
  laidOut.set(version, files);
  return files;
}

const laidOut = new Map<string, ServerFiles>();

function readLayout(version: 'E19' | 'E16'): ServerFiles {
  const files = new Map([[applicationHost, corpusServer(`HC_${version}`).text]]);
  for (const file of readdirSync(folder('exchange-webconfig')).sort()) {
    const place = file.startsWith(`${version}_`) ? placeOfWebConfig(file.slice(version.length + 1)) : null;
    if (place !== null) files.set(place, read(path.join(folder('exchange-webconfig'), file)));
  }
  return files;
}

/** All configuration files of one of the samples, and the netsh output that lies beside them. */
export function sampleFiles(name: string): ServerFiles {
  const root = path.join(samples, name);
  return new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:config|txt)$/.test(file))
      .sort()
      .map((file) => [file.replaceAll('\\', '/'), read(path.join(root, file))]),
  );
}

/** One file of a server rewritten. */
export function withFile(files: ServerFiles, name: string, change: (text: string) => string): ServerFiles {
  const text = files.get(name);
  if (text === undefined) throw new Error(`There is no ${name}.`);
  return new Map(files).set(name, change(text));
}

/** applicationHost.config of a made-up Exchange 2010 Client Access server, as it is delivered (domain/03). */
export function legacyServer(): string {
  const root = String.raw`C:\Program Files\Microsoft\Exchange Server\V14\ClientAccess`;
  const application = (
    path: string,
    pool: string,
    physicalPath: string,
  ): string => `                <application path="${path}" applicationPool="${pool}">
                    <virtualDirectory path="/" physicalPath="${physicalPath}" />
                </application>`;
  const onOff = (on: boolean): string => `enabled="${String(on)}"`;
  const location = (
    path: string,
    is: { a?: boolean; b?: boolean; w?: boolean; ssl?: string },
  ): string => `    <location path="${path}">
        <system.webServer>
            <security>
                <authentication>
                    <windowsAuthentication ${onOff(is.w ?? false)} />
                    <anonymousAuthentication ${onOff(is.a ?? false)} />
                    <digestAuthentication enabled="false" />
                    <basicAuthentication ${onOff(is.b ?? false)} />
                </authentication>${is.ssl === undefined ? '' : `\n                <access sslFlags="${is.ssl}" />`}
            </security>
        </system.webServer>
    </location>`;
  const section = (name: string, mode = 'Deny', definition = ''): string =>
    `<section name="${name}"${definition && ` allowDefinition="${definition}"`} overrideModeDefault="${mode}" />`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
    <configSections>
        <sectionGroup name="system.applicationHost">
            ${section('applicationPools', 'Deny', 'AppHostOnly')}
            ${section('sites', 'Deny', 'AppHostOnly')}
        </sectionGroup>
        <sectionGroup name="system.webServer">
            ${section('globalModules', 'Deny', 'AppHostOnly')}
            ${section('handlers')}
            ${section('modules', 'Deny', 'MachineToApplication')}
            ${section('serverRuntime')}
            <sectionGroup name="security">
                ${section('access')}
                <sectionGroup name="authentication">
                    ${section('anonymousAuthentication')}
                    ${section('basicAuthentication')}
                    ${section('clientCertificateMappingAuthentication')}
                    ${section('digestAuthentication')}
                    ${section('iisClientCertificateMappingAuthentication')}
                    ${section('windowsAuthentication')}
                </sectionGroup>
            </sectionGroup>
        </sectionGroup>
    </configSections>
    <system.applicationHost>
        <applicationPools>
            <add name="DefaultAppPool" />
            <add name="MSExchangeOWAAppPool" />
            <add name="MSExchangeECPAppPool" />
            <add name="MSExchangeServicesAppPool" />
            <add name="MSExchangeSyncAppPool" />
        </applicationPools>
        <sites>
            <site name="Default Web Site" id="1">
${application('/', 'DefaultAppPool', String.raw`%SystemDrive%\inetpub\wwwroot`)}
${application('/owa', 'MSExchangeOWAAppPool', String.raw`${root}\owa`)}
${application('/ecp', 'MSExchangeECPAppPool', String.raw`${root}\ecp`)}
${application('/EWS', 'MSExchangeServicesAppPool', String.raw`${root}\exchweb\EWS`)}
${application('/Microsoft-Server-ActiveSync', 'MSExchangeSyncAppPool', String.raw`${root}\sync`)}
                <bindings>
                    <binding protocol="http" bindingInformation="*:80:" />
                    <binding protocol="https" bindingInformation=":443:" />
                    <binding protocol="https" bindingInformation="127.0.0.1:443:" />
                </bindings>
            </site>
        </sites>
    </system.applicationHost>
    <system.webServer>
        <globalModules>
            <add name="AnonymousAuthenticationModule" image="%windir%\\System32\\inetsrv\\authanon.dll" />
            <add name="BasicAuthenticationModule" image="%windir%\\System32\\inetsrv\\authbas.dll" />
            <add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" />
            <add name="CertificateMappingAuthenticationModule" image="%windir%\\System32\\inetsrv\\authcert.dll" />
        </globalModules>
        <security>
            <access sslFlags="None" />
            <authentication>
                <anonymousAuthentication enabled="true" userName="IUSR" />
                <basicAuthentication enabled="false" />
                <clientCertificateMappingAuthentication enabled="false" />
                <digestAuthentication enabled="false" />
                <iisClientCertificateMappingAuthentication />
                <windowsAuthentication enabled="false" useKernelMode="false">
                    <providers>
                        <add value="Negotiate" />
                        <add value="NTLM" />
                    </providers>
                </windowsAuthentication>
            </authentication>
        </security>
    </system.webServer>
    <location path="" overrideMode="Allow">
        <system.webServer>
            <handlers accessPolicy="Read, Script" />
            <modules>
                <add name="AnonymousAuthenticationModule" />
                <add name="BasicAuthenticationModule" />
                <add name="WindowsAuthenticationModule" />
                <add name="CertificateMappingAuthenticationModule" />
            </modules>
        </system.webServer>
    </location>
${location('Default Web Site/owa', { b: true, ssl: 'Ssl, Ssl128' })}
${location('Default Web Site/ecp', { b: true, ssl: 'Ssl, Ssl128' })}
${location('Default Web Site/EWS', { w: true, ssl: 'Ssl, Ssl128' })}
${location('Default Web Site/Microsoft-Server-ActiveSync', { b: true, ssl: 'Ssl, Ssl128' })}
${location('Default Web Site/Microsoft-Server-ActiveSync/Proxy', { w: true })}
</configuration>
`;
}
