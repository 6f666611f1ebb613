// The features of IIS Manager with the sections behind each, in the order in which the page of a path shows
// them.
import { sections } from '../sign-in/sections.js';

export interface Feature {
  /** As IIS Manager calls it. */
  readonly title: string;
  readonly sections: readonly string[];
}

const web = (...names: readonly string[]): readonly string[] => names.map((name) => `system.webServer/${name}`);

/** How clients sign in comes first, since that is what the page is opened for; the others by name. */
const features: readonly Feature[] = [
  {
    title: 'Authentication',
    sections: [
      sections.anonymous,
      sections.basic,
      sections.digest,
      sections.windows,
      sections.mapping,
      sections.iisMapping,
    ],
  },
  { title: 'SSL Settings', sections: [sections.access] },
  { title: 'Server Runtime', sections: [sections.serverRuntime] },
  { title: 'Modules', sections: [sections.modules, sections.globalModules] },
  { title: 'Request Filtering', sections: web('security/requestFiltering') },
  { title: 'Application Initialization', sections: web('applicationInitialization') },
  { title: 'ASP', sections: web('asp') },
  { title: 'Authorization Rules', sections: web('security/authorization') },
  { title: 'CGI', sections: web('cgi') },
  { title: 'Compression', sections: web('urlCompression', 'httpCompression') },
  { title: 'Default Document', sections: web('defaultDocument') },
  { title: 'Directory Browsing', sections: web('directoryBrowse') },
  { title: 'Error Pages', sections: web('httpErrors') },
  { title: 'Failed Request Tracing Rules', sections: web('tracing/traceFailedRequests') },
  { title: 'FastCGI Settings', sections: web('fastCgi') },
  { title: 'Handler Mappings', sections: web('handlers') },
  { title: 'HTTP Redirect', sections: web('httpRedirect') },
  { title: 'HTTP Response Headers', sections: web('httpProtocol') },
  {
    title: 'IP Address and Domain Restrictions',
    sections: web('security/ipSecurity', 'security/dynamicIpSecurity'),
  },
  { title: 'ISAPI and CGI Restrictions', sections: web('security/isapiCgiRestriction') },
  { title: 'ISAPI Filters', sections: web('isapiFilters') },
  { title: 'Logging', sections: ['system.applicationHost/log', ...web('httpLogging', 'odbcLogging')] },
  { title: 'MIME Types', sections: web('staticContent') },
  { title: 'Output Caching', sections: web('caching') },
  {
    title: 'URL Rewrite',
    sections: web(
      'rewrite/rules',
      'rewrite/globalRules',
      'rewrite/outboundRules',
      'rewrite/rewriteMaps',
      'rewrite/providers',
      'rewrite/allowedServerVariables',
    ),
  },
  {
    title: 'WebDAV Authoring Rules',
    sections: web('webdav/authoringRules', 'webdav/authoring', 'webdav/globalSettings'),
  },
  { title: 'WebSocket Protocol', sections: web('webSocket') },
];

/** What has no feature of its own is changed there. */
const rest = 'Configuration Editor';

/** Sections of the server as a whole, which no path below it has. */
const ofServer = 'system.applicationHost/';

/** The features of a path with what is there of these sections; each section is in exactly one. */
export function featuresOf(paths: readonly string[], configurationPath: string): readonly Feature[] {
  const known = new Set(paths.filter((path) => configurationPath === '' || !path.startsWith(ofServer)));
  const named = features.map(({ title, sections: own }) => ({ title, sections: own.filter((one) => known.has(one)) }));
  const placed = new Set(named.flatMap((feature) => feature.sections));
  const others = [...known].filter((path) => !placed.has(path));
  return [...named, { title: rest, sections: others }].filter((feature) => feature.sections.length > 0);
}
