// The configuration sections that Certificate Based Authentication is spread over.
const authentication = 'system.webServer/security/authentication';

export const sections = {
  access: 'system.webServer/security/access',
  anonymous: `${authentication}/anonymousAuthentication`,
  basic: `${authentication}/basicAuthentication`,
  digest: `${authentication}/digestAuthentication`,
  windows: `${authentication}/windowsAuthentication`,
  mapping: `${authentication}/clientCertificateMappingAuthentication`,
  iisMapping: `${authentication}/iisClientCertificateMappingAuthentication`,
  serverRuntime: 'system.webServer/serverRuntime',
  modules: 'system.webServer/modules',
  globalModules: 'system.webServer/globalModules',
} as const;

/** Those below system.webServer/security, which Exchange never unlocks: they belong in applicationHost.config. */
export const securitySections: readonly string[] = [
  sections.access,
  sections.anonymous,
  sections.basic,
  sections.digest,
  sections.windows,
  sections.mapping,
  sections.iisMapping,
];

/** The sections whose values at a path decide how a client signs in there. */
export const decisiveSections: readonly string[] = [...securitySections, sections.serverRuntime, sections.modules];
