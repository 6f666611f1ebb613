// Makes text like an applicationHost.config of any size: the same mixture of sections, sites and locations as
// on a real server.

const head = `<?xml version="1.0" encoding="UTF-8"?>
<!--

    IIS configuration sections.

-->
<configuration>
    <configSections>
        <sectionGroup name="system.applicationHost">
            <section name="applicationPools" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
            <section name="sites" allowDefinition="AppHostOnly" overrideModeDefault="Deny" />
        </sectionGroup>
        <sectionGroup name="system.webServer">
            <sectionGroup name="security">
                <section name="access" overrideModeDefault="Deny" />
                <section name="authentication" overrideModeDefault="Deny" />
            </sectionGroup>
        </sectionGroup>
    </configSections>
`;

function pool(n: number): string {
  return `            <add name="ContosoAppPool${n}" autoStart="true" managedRuntimeVersion="v4.0" managedPipelineMode="Integrated">
                <processModel identityType="LocalSystem" loadUserProfile="true" idleTimeout="00:00:00" pingingEnabled="false" />
                <recycling logEventOnRecycle="Time, Requests, Schedule, Memory, IsapiUnhealthy, OnDemand, ConfigChange, PrivateMemory">
                    <periodicRestart time="00:00:00" />
                </recycling>
            </add>
`;
}

function site(n: number): string {
  return `            <site name="Site ${n}" id="${n}" serverAutoStart="true">
                <application path="/" applicationPool="ContosoAppPool${n}">
                    <virtualDirectory path="/" physicalPath="%SystemDrive%\\inetpub\\wwwroot\\${n}" />
                </application>
                <application path="/owa" applicationPool="ContosoAppPool${n}" enabledProtocols="http">
                    <virtualDirectory path="/" physicalPath="C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\owa" />
                </application>
                <bindings>
                    <binding protocol="http" bindingInformation=":80:site${n}.contoso.com" />
                    <binding protocol="https" bindingInformation=":443:site${n}.contoso.com" sslFlags="1" />
                </bindings>
                <traceFailedRequestsLogging enabled="false" directory="%SystemDrive%\\inetpub\\logs\\FailedReqLogFiles" />
            </site>
`;
}

function location(n: number): string {
  return `    <location path="Site ${n}/owa" overrideMode="Allow">
        <system.webServer>
            <!-- Site ${n}: as set up, ${n % 7} changes since -->
            <handlers accessPolicy="Read, Script">
                <clear />
                <add name="TRACEVerbHandler" path="*" verb="TRACE" modules="ProtocolSupportModule" requireAccess="None" />
                <add name="AspNetHandlerFactory-Integrated-4.0" path="*.aspx" verb="GET,HEAD,POST,DEBUG" type="System.Web.UI.PageHandlerFactory, System.Web, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a" preCondition="integratedMode,runtimeVersionv4.0" />
                <add name="StaticFile" path="*" verb="*" modules="StaticFileModule,DefaultDocumentModule" resourceType="Either" requireAccess="Read" />
            </handlers>
            <security>
                <access sslFlags="Ssl, Ssl128" />
                <authentication>
                    <anonymousAuthentication enabled="false" />
                    <basicAuthentication enabled="true" realm="" defaultLogonDomain="CONTOSO &amp; FABRIKAM" />
                    <windowsAuthentication enabled="false" useKernelMode="true">
                        <providers>
                            <clear />
                            <add value="Negotiate" />
                            <add value="NTLM" />
                        </providers>
                    </windowsAuthentication>
                </authentication>
            </security>
            <serverRuntime uploadReadAheadSize="0" />
        </system.webServer>
    </location>
`;
}

/**
 * A well-formed applicationHost.config of at least `bytes` ASCII characters, with CRLF as Windows writes it.
 */
export function applicationHostText(bytes: number): string {
  const size = pool(1).length + site(1).length + location(1).length;
  const count = Math.ceil(bytes / (size * 1.03));
  const all = (make: (n: number) => string) => Array.from({ length: count }, (_, n) => make(n + 1)).join('');
  const text = `${head}    <system.applicationHost>
        <applicationPools>
${all(pool)}        </applicationPools>
        <sites>
${all(site)}        </sites>
    </system.applicationHost>
${all(location)}</configuration>
`;
  return text.replaceAll('\n', '\r\n');
}

const inside = '<access sslFlags="Ssl, Ssl128" />';
const entries = Array.from(
  { length: 7 },
  (_, index) =>
    `<add name="handler${index}" path="*.ext${index}" verb="GET,HEAD,POST" modules="IsapiModule" scriptProcessor="%windir%\\system32\\inetsrv\\handler${index}.dll" resourceType="File" />\n`,
);

/** An applicationHost.config with so many locations more, of 1,280 characters each. */
export function withLargeLocations(text: string, count: number): string {
  const at = text.lastIndexOf('</configuration>');
  const locations = Array.from(
    { length: count },
    (_, index) =>
      `<location path="Default Web Site/folder${index}"><system.webServer><handlers>\n${entries.join('')}</handlers><security>${inside}</security></system.webServer></location>\n`,
  );
  return text.slice(0, at) + locations.join('') + text.slice(at);
}
