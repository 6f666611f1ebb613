// certutil -store and -viewstore: which certificates a store holds. Only thumbprints and the frames are not
// translated.
import type { ListedCertificate, StoreListing, StoreName } from '../../certificate/trust/store-listing.js';
import type { EvidenceKind } from '../kind.js';
import { linesIn, type TextLine } from '../objects/lines.js';

/**
 * `================ Certificate 0 ================` in any language; lists and trust lists have such lines,
 * too.
 */
const frame = /^={8,40} \S.{0,60} \d{1,6} ={8,40}\s*$/;
const hash = /^\s{0,8}[^:=]{3,60}\(sha1\):\s*([0-9a-f][0-9a-f ]{38,58})\s*$/i;
const serial = /^(?:Serial Number|Seriennummer|Num.ro de s.rie): ?([0-9a-f]{2,80})\s*$/i;
const named = /^(Subject|Issuer): (\S.*)$/;
const end = /^CertUtil: -(?:enterprise )?(?:view)?store/i;

export const certutilStoreKind: EvidenceKind = {
  name: 'certutil-store',
  read(input) {
    if (input.isXml || !/={8}|^CertUtil: -/m.test(input.text)) return [];
    const stores = readStoreListings(input.text);
    if (stores.length === 0) return [];
    // NTAuth is one for the forest; the other stores are the computer's.
    const ofOrganization = stores.filter(({ store }) => store === 'NTAuth');
    const ofServer = stores.filter(({ store }) => store !== 'NTAuth');
    return [
      ...(ofServer.length > 0
        ? [{ kind: 'certutil-store', computer: null, scope: 'server', facts: { stores: ofServer } } as const]
        : []),
      ...(ofOrganization.length > 0
        ? [
            {
              kind: 'certutil-store',
              computer: null,
              scope: 'organization',
              facts: { stores: ofOrganization },
            } as const,
          ]
        : []),
    ];
  },
};

interface Open {
  readonly store: StoreName;
  readonly range: StoreListing['range'];
  readonly certificates: ListedCertificate[];
  isComplete: boolean;
}

/**
 * Every listing of a text. One without its last line is not complete, and neither is one that certutil ended
 * with an error.
 */
export function readStoreListings(text: string): StoreListing[] {
  const listings: Open[] = [];
  let heading: TextLine | null = null;
  let open: Open | null = null;
  let certificate: { -readonly [K in keyof ListedCertificate]: ListedCertificate[K] } | null = null;
  for (const line of linesIn(text)) {
    const content = line.text.trim();
    if (content === '') continue;
    if (frame.test(line.text.slice(0, 160))) {
      if (open === null) {
        const at = heading ?? line;
        const range = { start: at.start, end: at.start + at.text.trimEnd().length };
        listings.push((open = { store: storeOf(heading?.text ?? ''), range, certificates: [], isComplete: false }));
      }
      const range = { start: line.start, end: line.start + content.length };
      certificate = { sha1: null, subject: null, issuer: null, serialNumber: null, range };
      open.certificates.push(certificate);
    } else if (end.test(content)) {
      if (open === null && heading !== null && isStore(heading.text)) {
        // A store without certificates: nothing is between its name and the end.
        const range = { start: heading.start, end: heading.start + heading.text.trimEnd().length };
        listings.push((open = { store: storeOf(heading.text), range, certificates: [], isComplete: false }));
      }
      if (open) open.isComplete = !/FAILED|0x8[0-9a-f]{7}/i.test(content);
      open = null;
      certificate = null;
      heading = null;
    } else if (certificate) {
      const short = line.text.slice(0, 1000);
      const found = hash.exec(short);
      const digits = found?.[1]!.replaceAll(' ', '').toLowerCase();
      if (digits?.length === 40) certificate.sha1 ??= digits;
      certificate.serialNumber ??= serial.exec(short)?.[1]?.toLowerCase() ?? null;
      const name = named.exec(short);
      if (name?.[1] === 'Subject') certificate.subject ??= name[2]!.trim();
      else if (name) certificate.issuer ??= name[2]!.trim();
    } else heading = line;
  }
  // A frame with no thumbprint behind it anywhere is a listing of something else.
  return listings.filter(
    ({ certificates }) => certificates.length === 0 || certificates.some(({ sha1 }) => sha1 !== null),
  );
}

const storeNames: readonly (readonly [RegExp, StoreName])[] = [
  [/^ntauth\b|\bCN=NTAuthCertificates\b/i, 'NTAuth'],
  [/^root\b/i, 'Root'],
  [/^ca\b/i, 'CA'],
  [/^my\b/i, 'My'],
];

function isStore(heading: string): boolean {
  return storeNames.some(([pattern]) => pattern.test(heading.trim())) || /^[A-Za-z]+ "/.test(heading);
}

function storeOf(heading: string): StoreName {
  return storeNames.find(([pattern]) => pattern.test(heading.trim()))?.[1] ?? 'other';
}
