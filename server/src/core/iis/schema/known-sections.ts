// Names of .NET sections and groups that are accepted without a schema: the native configuration system skips
// their content.

/** Groups whose sections are all known here. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'system.net': [
    'authenticationModules',
    'connectionManagement',
    'defaultProxy',
    'requestCaching',
    'settings',
    'webRequestModules',
    'mailSettings/smtp',
  ],
  'system.transactions': ['defaultSettings', 'machineSettings'],
  'system.web': [
    'anonymousIdentification',
    'authentication',
    'authorization',
    'browserCaps',
    'caching/cache',
    'caching/outputCache',
    'caching/outputCacheSettings',
    'caching/sqlCacheDependency',
    'clientTarget',
    'compilation',
    'customErrors',
    'deployment',
    'deviceFilters',
    'fullTrustAssemblies',
    'globalization',
    'healthMonitoring',
    'hostingEnvironment',
    'httpCookies',
    'httpHandlers',
    'httpModules',
    'httpRuntime',
    'identity',
    'machineKey',
    'membership',
    'mobileControls',
    'pages',
    'partialTrustVisibleAssemblies',
    'processModel',
    'profile',
    'protocols',
    'roleManager',
    'securityPolicy',
    'sessionPageState',
    'sessionState',
    'siteMap',
    'trace',
    'trust',
    'urlMappings',
    'webControls',
    'webParts',
    'webServices',
    'xhtmlConformance',
  ],
};

/** Top-level names whose content is not looked into, be they sections or groups. */
const opaque = [
  'appSettings',
  'assemblyBinding',
  'configProtectedData',
  'connectionStrings',
  'mscorlib',
  'runtime',
  'satelliteassemblies',
  'startup',
  'system.codedom',
  'system.data',
  'system.data.dataset',
  'system.data.odbc',
  'system.data.oledb',
  'system.data.oracleclient',
  'system.data.sqlclient',
  'system.diagnostics',
  'system.identityModel',
  'system.identityModel.services',
  'system.runtime.caching',
  'system.runtime.remoting',
  'system.runtime.serialization',
  'system.serviceModel',
  'system.serviceModel.activation',
  'system.web.extensions',
  'system.windows.forms',
  'system.xaml.hosting',
  'system.xml.serialization',
  'uri',
  'windows',
];

/**
 * Paths of the .NET sections that are known without a schema, such as `system.web/compilation` or
 * `appSettings`.
 */
export const knownDotNetSections: ReadonlySet<string> = new Set([
  ...opaque,
  ...Object.entries(groups).flatMap(([group, sections]) => sections.map((section) => `${group}/${section}`)),
]);

const knownGroups: ReadonlySet<string> = new Set(
  [...knownDotNetSections].flatMap((path) => {
    const parts = path.split('/');
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  }),
);

const knownInLowerCase = new Map([...knownGroups, ...knownDotNetSections].map((path) => [path.toLowerCase(), path]));

/**
 * The last name of the known section or group whose path differs from that one in case alone; null when there
 * is none.
 */
export function spellingOfKnownSection(path: string): string | null {
  const found = knownInLowerCase.get(path.toLowerCase());
  return found === undefined || found === path ? null : found.slice(found.lastIndexOf('/') + 1);
}

/**
 * What a path below `<configuration>` is in .NET's own configuration, in its exact spelling. Everything
 * inside a name whose content is not looked into (`system.serviceModel/bindings`) is a 'section' as well.
 * Undefined: not a name that .NET brings along; sections of IIS itself (`builtinDeclarations`) are not
 * answered for here.
 */
export function isKnownSectionName(path: string): 'section' | 'group' | undefined {
  if (knownDotNetSections.has(path)) return 'section';
  if (knownGroups.has(path)) return 'group';
  const slash = path.indexOf('/');
  const top = slash < 0 ? path : path.slice(0, slash);
  return top.startsWith('microsoft.web.services') || (slash >= 0 && knownDotNetSections.has(top))
    ? 'section'
    : undefined;
}
