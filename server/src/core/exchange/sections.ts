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
