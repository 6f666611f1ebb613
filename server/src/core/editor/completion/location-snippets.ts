// Whole locations that Exchange's procedures write, as snippets in applicationHost.config.
import type { CompletionItem } from '../answers.js';
import { negotiateAndNtlm, plainFlags, requiredFlags } from '../../sign-in/constants.js';
import type { Range } from '../../text/range.js';
import type { Place } from './place.js';

interface LocationSnippet {
  readonly label: string;
  readonly documentation: string;
  /** Below the path of ActiveSync. */
  readonly folder: string;
  readonly sslFlags: string | null;
  /** Enabled or disabled, in the order in which they are written. */
  readonly authentication: Readonly<Record<string, boolean>>;
}

const snippets: readonly LocationSnippet[] = [
  {
    label: 'location: ActiveSync with client certificates',
    documentation:
      'Exchange validates client certificates and maps them to Active Directory accounts; no other method.',
    folder: '',
    sslFlags: requiredFlags,
    authentication: {
      clientCertificateMappingAuthentication: true,
      anonymousAuthentication: false,
      basicAuthentication: false,
      digestAuthentication: false,
      windowsAuthentication: false,
    },
  },
  {
    label: 'location: ActiveSync behind a gateway',
    documentation: 'A gateway validates client certificates and signs in with Kerberos Constrained Delegation.',
    folder: '',
    sslFlags: plainFlags,
    authentication: {
      clientCertificateMappingAuthentication: false,
      anonymousAuthentication: false,
      basicAuthentication: false,
      digestAuthentication: false,
      windowsAuthentication: true,
    },
  },
  {
    label: 'location: ActiveSync Proxy folder',
    documentation:
      'The Exchange default for the folder through which servers reach ActiveSync: Windows authentication only.',
    folder: '/Proxy',
    sslFlags: plainFlags,
    authentication: {
      anonymousAuthentication: false,
      basicAuthentication: false,
      digestAuthentication: false,
      windowsAuthentication: true,
    },
  },
];

/** None outside applicationHost.config: other files belong to one path already. */
export function locationSnippets(replaced: Range, { reader }: Place): CompletionItem[] {
  if (reader?.file.kind !== 'applicationHost') return [];
  const site = reader.server.exchange?.frontEnd?.configurationPath ?? 'Default Web Site';
  const path = `${site}/Microsoft-Server-ActiveSync`;
  return snippets.map(({ label, documentation, folder, sslFlags, authentication }): CompletionItem => ({
    label,
    kind: 'section',
    documentation,
    snippet: true,
    edit: { range: replaced, newText: textOf(`${path}${folder}`, sslFlags, authentication) },
  }));
}

function textOf(path: string, sslFlags: string | null, authentication: Readonly<Record<string, boolean>>): string {
  const providers = [
    '<windowsAuthentication enabled="true">',
    '\t<providers>',
    '\t\t<clear />',
    ...negotiateAndNtlm.map((value) => `\t\t<add value="${value}" />`),
    '\t</providers>',
    '</windowsAuthentication>',
  ];
  const methods = Object.entries(authentication).flatMap(([name, enabled]) =>
    name === 'windowsAuthentication' && enabled ? providers : [`<${name} enabled="${enabled}" />`],
  );
  return [
    `<location path="\${1:${path.replace(/[\\$}]/g, '\\$&')}}">`,
    '\t<system.webServer>',
    '\t\t<security>',
    ...(sslFlags === null ? [] : [`\t\t\t<access sslFlags="${sslFlags}" />`]),
    '\t\t\t<authentication>',
    ...methods.map((line) => `\t\t\t\t${line}`),
    '\t\t\t</authentication>',
    '\t\t</security>',
    '\t</system.webServer>',
    '</location>$0',
  ].join('\n');
}
