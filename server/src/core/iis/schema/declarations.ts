// What the `<configSections>` of a stock IIS 10 applicationHost.config declare, with those of common add-ons.
import type { AllowDefinition, SectionDeclaration } from './schema.js';

/*
 * One section a line: path, `Deny` or `Allow` for overrideModeDefault, allowDefinition where it is not
 * Everywhere.
 * Sections of administration.config and redirection.config are no part of applicationHost.config and not
 * listed.
 */
const declared = `
system.applicationHost/applicationPools Deny AppHostOnly
system.applicationHost/configHistory Deny AppHostOnly
system.applicationHost/customMetadata Deny AppHostOnly
system.applicationHost/listenerAdapters Deny AppHostOnly
system.applicationHost/log Deny AppHostOnly
system.applicationHost/serviceAutoStartProviders Deny AppHostOnly
system.applicationHost/sites Deny AppHostOnly
system.applicationHost/webLimits Deny AppHostOnly
system.webServer/asp Deny
system.webServer/caching Allow
system.webServer/cgi Deny
system.webServer/defaultDocument Allow
system.webServer/directoryBrowse Allow
system.webServer/fastCgi Deny AppHostOnly
system.webServer/globalModules Deny AppHostOnly
system.webServer/handlers Deny
system.webServer/httpCompression Allow
system.webServer/httpErrors Allow
system.webServer/httpLogging Deny
system.webServer/httpProtocol Allow
system.webServer/httpRedirect Allow
system.webServer/httpTracing Deny
system.webServer/isapiFilters Deny MachineToApplication
system.webServer/modules Deny MachineToApplication
system.webServer/applicationInitialization Allow MachineToApplication
system.webServer/odbcLogging Deny
system.webServer/security/access Deny
system.webServer/security/applicationDependencies Deny
system.webServer/security/authentication/anonymousAuthentication Deny
system.webServer/security/authentication/basicAuthentication Deny
system.webServer/security/authentication/clientCertificateMappingAuthentication Deny
system.webServer/security/authentication/digestAuthentication Deny
system.webServer/security/authentication/iisClientCertificateMappingAuthentication Deny
system.webServer/security/authentication/windowsAuthentication Deny
system.webServer/security/authorization Allow
system.webServer/security/ipSecurity Deny
system.webServer/security/dynamicIpSecurity Deny
system.webServer/security/isapiCgiRestriction Deny AppHostOnly
system.webServer/security/requestFiltering Allow
system.webServer/serverRuntime Deny
system.webServer/serverSideInclude Deny
system.webServer/staticContent Allow
system.webServer/tracing/traceFailedRequests Allow
system.webServer/tracing/traceProviderDefinitions Deny
system.webServer/urlCompression Allow
system.webServer/validation Allow
system.webServer/webdav/globalSettings Deny
system.webServer/webdav/authoring Deny
system.webServer/webdav/authoringRules Deny
system.webServer/webSocket Deny
system.webServer/rewrite/globalRules Deny AppHostOnly
system.webServer/rewrite/rules Allow
system.webServer/rewrite/outboundRules Allow
system.webServer/rewrite/providers Allow
system.webServer/rewrite/rewriteMaps Allow
system.webServer/rewrite/allowedServerVariables Deny
system.webServer/proxy Deny AppHostOnly
system.webServer/diskCache Deny AppHostOnly
system.webServer/system.management.wsmanagement.config Allow
system.webServer/cors Allow
system.webServer/aspNetCore Allow
webFarms Deny AppHostOnly
system.ftpServer/log Deny AppHostOnly
system.ftpServer/firewallSupport Deny AppHostOnly
system.ftpServer/caching Deny AppHostOnly
system.ftpServer/serverRuntime Deny AppHostOnly
system.ftpServer/providerDefinitions Deny
system.ftpServer/security/ipSecurity Deny
system.ftpServer/security/requestFiltering Deny
system.ftpServer/security/authorization Deny
system.ftpServer/security/authentication Deny
`;

/** The declarations that hold where a server's own are not provided. */
export const builtinDeclarations: readonly SectionDeclaration[] = declared
  .trim()
  .split('\n')
  .map((line) => {
    const [path, mode, definition = 'Everywhere'] = line.split(' ');
    return {
      path: path!,
      overrideModeDefault: mode as 'Allow' | 'Deny',
      allowDefinition: definition as AllowDefinition,
      allowLocation: true,
    };
  });
