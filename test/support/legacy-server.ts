// An Exchange 2010 server in coexistence, to whose `Proxy` newer servers forward requests.

/** Files below `exch01/`; `flags` are those of ActiveSync, which `Proxy` inherits. */
export function legacyServer(flags: string): Record<string, string> {
  const location = (
    path: string,
    access: string,
    own: string,
  ): string => `<location path="Default Web Site/${path}"><system.webServer>
    <security>${access}<authentication>
      <anonymousAuthentication enabled="false" />${own}
      <clientCertificateMappingAuthentication enabled="false" />
    </authentication></security></system.webServer></location>`;
  const host = `<configuration>
  <system.applicationHost>
    <applicationPools><add name="DefaultAppPool" /></applicationPools>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
        <application path="/Microsoft-Server-ActiveSync">
          <virtualDirectory path="/" physicalPath="C:\\Exchange\\V14\\ClientAccess\\sync" />
        </application>
        <bindings><binding protocol="https" bindingInformation=":443:" /></bindings>
      </site>
      <applicationDefaults applicationPool="DefaultAppPool" />
    </sites>
  </system.applicationHost>
  ${location('Microsoft-Server-ActiveSync', `<access sslFlags="${flags}" />`, '<basicAuthentication enabled="true" /><windowsAuthentication enabled="false" />')}
  ${location(
    'Microsoft-Server-ActiveSync/Proxy',
    '',
    '<basicAuthentication enabled="false" /><windowsAuthentication enabled="true"><providers><clear /><add value="Negotiate" /><add value="NTLM" /></providers></windowsAuthentication>',
  )}
</configuration>`;
  return {
    'exch01/applicationHost.config': host,
    'exch01/ClientAccess/sync/web.config': '<configuration />',
    'exch01/inetpub/wwwroot/web.config': '<configuration />',
  };
}
