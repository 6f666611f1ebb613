// The table of kinds of evidence: one row a kind, in the order in which they are asked.
import { certutilStoreKind } from './certutil-store/read.js';
import { delegationKind } from './delegation/read.js';
import { eventKind } from './event/read.js';
import { exchangeCertificateKind, exchangeServerKind, organizationConfigKind } from './exchange-cmdlets/read.js';
import { healthCheckersIn, healthCheckerKind } from './healthchecker/read.js';
import { EvidenceText, type EvidenceKind, type Reading } from './kind.js';
import { netshKind } from './netsh-sslcert/read.js';
import { moved, plainText } from './plain-text.js';
import { registryKind } from './registry/read.js';
import { setspnKind } from './setspn/read.js';
import { systeminfoKind } from './systeminfo/read.js';
import { tlsProbeKind } from './tls-probe/read.js';
import { exportEndsEarly, unreadText } from './unread/read.js';
import { virtualDirectoryKind } from './virtual-directory/read.js';
import { webBindingKind } from './web-binding/read.js';
import { windowsFeaturesKind } from './windows-features/read.js';
import { parseXml } from '../xml/parse.js';

export const evidenceKinds: readonly EvidenceKind[] = [
  virtualDirectoryKind,
  exchangeCertificateKind,
  exchangeServerKind,
  organizationConfigKind,
  netshKind,
  webBindingKind,
  registryKind,
  certutilStoreKind,
  setspnKind,
  delegationKind,
  eventKind,
  systeminfoKind,
  windowsFeaturesKind,
  tlsProbeKind,
];

/** What a text is as evidence: read, or recognized and not read. Null: it is not evidence. */
export type EvidenceReadings =
  | { readonly readings: readonly Reading[]; readonly unread: null }
  | { readonly readings: readonly []; readonly unread: string };

/** The document elements of evidence; other XML, which may be large, is not parsed for its sake. */
function mayBeEvidence(text: string): boolean {
  const head = text.slice(0, 65_536).replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  const root = /<([A-Za-z_][\w.:-]*)/.exec(head)?.[1];
  return root !== undefined && /^(?:Objs|Events?|appcmd|system\.(?:webServer|applicationHost))$/.test(root);
}

/**
 * A text may be of several kinds: transcripts hold the output of several commands. HealthChecker's XML is of
 * one.
 */
export function readEvidence(input: EvidenceText): EvidenceReadings | null {
  const plain = input.isXml ? null : plainText(input.text);
  if (plain === null) return readPlain(input);
  const found = readPlain(new EvidenceText(plain.text, () => parseXml(plain.text)));
  return found && moved(found, plain.at);
}

function readPlain(input: EvidenceText): EvidenceReadings | null {
  if (input.isXml && !mayBeEvidence(input.text)) return null;
  if (healthCheckersIn(input).some(({ endsEarly }) => endsEarly)) return { readings: [], unread: exportEndsEarly };
  const whole = healthCheckerKind.read(input);
  const readings = whole.length > 0 ? whole : evidenceKinds.flatMap((kind) => kind.read(input));
  if (readings.length > 0) return { readings, unread: null };
  const unread = unreadText(input);
  if (unread !== null) return { readings: [], unread };
  const isCliXml = input.isXml && input.objects.objects.length > 0;
  const other: Reading = { kind: 'clixml', computer: null, scope: 'server', facts: {} };
  return isCliXml ? { readings: [other], unread: null } : null;
}
