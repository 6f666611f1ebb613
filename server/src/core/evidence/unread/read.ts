// Evidence that is recognized and not read: what it is, and how to save it so that it can be read.
import { isOtherLanguage, netshRecords } from '../netsh-sslcert/read.js';
import type { EvidenceText } from '../kind.js';

/** Evidence that was recognized and not read. */
export interface UnreadEvidence {
  readonly uri: string;
  /** What it is and how to save it so that it can be read. */
  readonly why: string;
}

/** A form that is named; the reason is a sentence without a path. */
interface UnreadForm {
  readonly matches: (input: EvidenceText) => boolean;
  readonly why: string;
}

/** Its answer is in the registry, whatever the language. */
export const netshOfOtherLanguage =
  'netsh output in an unknown language. Save: reg export HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters http.reg.';

const textForms: readonly UnreadForm[] = [
  {
    matches: (input) => {
      const records = netshRecords(input);
      return records.length > 0 && isOtherLanguage(records);
    },
    why: netshOfOtherLanguage,
  },
  {
    matches: ({ isXml, document }) => isXml && document.root?.name === 'appcmd',
    why: 'appcmd output of single sections. Copy applicationHost.config and the web.config files instead.',
  },
  {
    // A configSource holds such an element, too, but no group of sections.
    matches: ({ isXml, document }) =>
      isXml && /^system\.(?:webServer|applicationHost)$/.test(document.root?.name ?? ''),
    why: 'appcmd output without its configuration path. Copy applicationHost.config instead.',
  },
  {
    matches: ({ isXml, text }) => !isXml && /^\s{0,200}Exchange Health Checker version /.test(text.slice(0, 2000)),
    why: 'HealthChecker report as text. Save the HealthChecker XML of the same name here.',
  },
  {
    matches: ({ isXml, text }) => !isXml && /^\s*AzureAdJoined : /m.test(text) && /^\s*DomainJoined : /m.test(text),
    why: 'dsregcmd output, which does not describe certificate authentication on this server.',
  },
];

/** Why a text is not read although it is recognized; null for one that is not recognized. */
export function unreadText(input: EvidenceText): string | null {
  return textForms.find(({ matches }) => matches(input))?.why ?? null;
}
