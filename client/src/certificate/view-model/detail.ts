// Everything about one certificate, request or list, made when it is looked at.
import { toBase64, toHex } from '../../../../server/src/core/certificate/bytes.js';
import type { CertificateEntry, PrivateKeyNote } from '../../../../server/src/core/certificate/file.js';
import type {
  CertificateModel,
  RevocationList,
  X509Certificate,
} from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { CertificateSubject } from '../../../../server/src/core/certificate/subjects.js';
import type { ProtocolCertificateUses } from '../../../../server/src/protocol.js';
import type { Detail, Verdict } from '../../webview/messages.js';
import { chainOf } from './chain.js';
import type { Whereabouts } from './chain.js';
import { copiesOf } from './copies.js';
import { extensionItems } from './extensions.js';
import { identityFields } from './identity.js';
import { mappingOf } from './mapping.js';
import { titleOf } from './names.js';
import { asn1Answer, shownBytes } from './raw.js';
import { kindWords } from './rows.js';
import { usesOf } from './uses.js';
import { validityOf } from './validity.js';
import { certificateVerdict, listVerdict, requestVerdict } from './verdict.js';
import type { PageContext } from './words.js';

/** So many bytes are shown as hexadecimal; all of them are copied. */
const HEX_LIMIT = 16_384;
const PEM_LIMIT = 65_536;

export interface DetailInput {
  readonly index: number;
  readonly entry: CertificateEntry;
  readonly privateKeys: readonly PrivateKeyNote[];
  /** The name of the file, for command lines. */
  readonly fileName: string;
  /**
   * Null as long as the workspace is being read: nothing is said then that it may contradict, above all no
   * verdict.
   */
  readonly known: KnownOfEntry | null;
}

/** What is known of an entry from the workspace that it is in. */
export interface KnownOfEntry {
  /** Of the entry when it is a certificate. */
  readonly subject: CertificateSubject | null;
  /** The one provided that replaces the entry when it is an outdated list. */
  readonly newerList: RevocationList | null;
  readonly whereabouts: (certificate: X509Certificate) => Whereabouts;
  /** Of all certificates, in the provided configurations. */
  readonly uses: ProtocolCertificateUses;
}

export function detailOf(input: DetailInput, around: PageContext): Detail {
  const { index, entry, privateKeys, fileName, known } = input;
  const { model } = entry;
  const { words, say } = around;
  const { bytes, masked } = shownBytes(model);
  const pem = masked ? words('The request holds a challenge password, which is not shown.') : pemOf(model);
  return {
    index,
    title: titleOf(model),
    kind: kindWords(model, words),
    pending: known === null,
    verdict: verdictOf(model, known, around),
    identity: identityFields(entry, privateKeys, around),
    validity: validityOf(model, around),
    chain: known?.subject && model.kind === 'certificate' ? chainOf(known.subject, known.whereabouts, around) : null,
    mapping: model.kind === 'certificate' ? mappingOf(model, words) : null,
    uses: known !== null && model.kind === 'certificate' ? usesOf(model, known.uses, words) : [],
    copies: copiesOf(model, fileName, words),
    extensions: extensionItems(model.extensions, around),
    problems: model.problems
      .slice(0, 100)
      .map(({ message, offset }) => ({ text: showable(say(message), 300), start: offset })),
    pem: pem.length > PEM_LIMIT ? `${pem.slice(0, PEM_LIMIT)}\n…` : pem,
    hex: toHex(bytes, 0, Math.min(bytes.length, HEX_LIMIT)),
    byteLength: bytes.length,
    asn1: asn1Answer(bytes, -1, null, say),
  };
}

function verdictOf(model: CertificateModel, known: KnownOfEntry | null, around: PageContext): Verdict {
  if (model.kind === 'request') return requestVerdict(model, known?.subject ?? null, around);
  if (known === null)
    return {
      tone: 'neutral',
      headline: around.words('Reading the files of the workspace …'),
      action: null,
      reasons: [],
    };
  if (model.kind === 'crl') return listVerdict(model, known.newerList, around);
  return known.subject === null
    ? { tone: 'neutral', headline: '', action: null, reasons: [] }
    : certificateVerdict(known.subject, around);
}

/** RFC 7468. */
export function pemOf({ kind, der }: CertificateModel): string {
  const label = kind === 'certificate' ? 'CERTIFICATE' : kind === 'request' ? 'CERTIFICATE REQUEST' : 'X509 CRL';
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
