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

export const exportEndsEarly = 'HealthChecker export that ends within applicationHost.config. Copy the XML again.';

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
    matches: ({ isXml, text }) => !isXml && isDsquery(text.slice(0, 20_000)),
    why: 'dsquery output, which does not separate accounts. Save: ldifde -f account.ldf -r "(sAMAccountName=<user>)".',
  },
  {
    matches: ({ isXml, text }) => !isXml && /^CertUtil: -verify\b/im.test(text) && /\bdwErrorStatus ?=/i.test(text),
    why: 'certutil -verify output, which "exchange-cba diagnose" reads and a check does not.',
  },
  {
    matches: ({ isXml, text }) =>
      !isXml && /^[ \t]{0,40}AzureAdJoined : /m.test(text) && /^[ \t]{0,40}DomainJoined : /m.test(text),
    why: 'dsregcmd output, which does not describe certificate authentication on this server.',
  },
];

const directoryAttribute =
  /\b(?:userPrincipalName|objectSid|sAMAccountName|userAccountControl|altSecurityIdentities)\b/;
const attributeLine = /^(?:userPrincipalName|objectSid|sAMAccountName|userAccountControl|altSecurityIdentities): \S/gim;

/** `dsquery * -attr`: a heading of several attributes with a row below it, or a line for each. */
function isDsquery(text: string): boolean {
  const headings = text.matchAll(/^ {0,2}[\w-]{1,60}(?: {2,200}[\w-]{1,60}){1,20} *\r?\n {0,2}\S/gm);
  for (const [heading] of headings) if (directoryAttribute.test(heading)) return true;
  const lines = text.match(attributeLine)?.length ?? 0;
  return lines > 1 && !/^dn::? ?\S/im.test(text);
}

/** Why a text is not read although it is recognized; null for one that is not recognized. */
export function unreadText(input: EvidenceText): string | null {
  return textForms.find(({ matches }) => matches(input))?.why ?? null;
}
