// The documents that rules about IIS itself rest on.
import type { Source } from '../../rule.js';

const iisDocs = 'MicrosoftDocs/iis-docs:';
const jexus = 'jexuswebserver/JexusManager';

export const iisSources = {
  status50019: { title: 'KB942055, HTTP Error 500.19 – Internal Server Error' },
  statusCodes: { title: 'KB943891, the HTTP status codes of IIS' },
  deepDive: {
    title: 'Deep Dive into IIS Configuration with IIS 7 and IIS 8',
    address: `${iisDocs} deep-dive-into-iis-configuration-with-iis-7-and-iis-8.md`,
  },
  locking: {
    title: 'How to Use Locking in IIS Configuration',
    address: `${iisDocs} how-to-use-locking-in-iis-configuration.md`,
  },
  applicationHost: {
    title: 'Introduction to ApplicationHost.config',
    address: `${iisDocs} introduction-to-applicationhostconfig.md`,
  },
  schema: { title: 'IIS schema files', address: `${jexus}: Tests/schema` },
  messages: { title: 'Messages of IIS as JexusManager tests them', address: `${jexus}: Tests` },
  readings: { title: 'Readings on IIS 10, with configuration, request, and raw response' },
  access: {
    title: 'Access (IIS reference)',
    address: `${iisDocs} access.md`,
  },
  mapCertificate: { title: 'iis-docs issue 523: SslMapCert', address: 'MicrosoftDocs/iis-docs: issue 523' },
  httpSysLimits: { title: 'KB820129, Http.sys registry settings for Windows' },
  modules: { title: 'IIS Modules Overview' },
  sites: { title: 'Sites (IIS reference)', address: `${iisDocs} sites` },
} as const satisfies Readonly<Record<string, Source>>;
