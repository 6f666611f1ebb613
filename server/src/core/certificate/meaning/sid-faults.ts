// The doctor for SIDs: what in a certificate was meant to name an account by its SID, and why domain
// controllers do not read it.
//
// Sources: MS-WCCE §2.2.2.7.7.4 and KB5014754 (the extension), MS-PKCA §3.1.5.2.1.6 (the URI, in its literal
// form).
import { latin1 } from '../bytes.js';
import { Id } from '../der/element.js';
import { extensionOf } from '../model.js';
import type { Extension, GeneralName } from '../model.js';
import { holdsVariable, sidKind, sidsIn } from './sid-value.js';

/** What is asked of a certificate, or of a request for one. */
export interface HasExtensions {
  readonly der: Uint8Array;
  readonly extensions: readonly Extension[];
}

export const SID_EXTENSION = '1.3.6.1.4.1.311.25.2';
const SID_NAME = '1.3.6.1.4.1.311.25.2.1';
const LITERAL = 'tag:microsoft.com,2022-09-14:sid:';
/** In any letters: only the literal form is documented. */
const SID_URI = /^tag:microsoft\.com,2022-09-14:sid:(.*)$/is;

export type SidFaultKind = keyof typeof SID_FAULTS;

/**
 * One sentence per near miss, as findings and views say it. Those of SIDs that are in the right place and are
 * of no account (`cloud`, `wellKnown`, `domain`, `other`) are compared with the account's and rejected; the
 * others are not read; `uriCase` may be.
 */
export const SID_FAULTS = {
  otherName:
    'The SID is a SAN otherName, which domain controllers ignore (KDC event 39). Put it in extension 1.3.6.1.4.1.311.25.2 or in the SAN URI.',
  extensionText:
    'The SID extension holds plain text instead of an otherName, so domain controllers find no SID (KDC event 39). Reissue with the right encoding.',
  extensionOctets:
    'The SID extension holds a bare OCTET STRING instead of an otherName, so domain controllers find no SID (KDC event 39). Reissue it.',
  extensionString:
    'The SID in the extension is a text string, not an OCTET STRING, so domain controllers find no SID (KDC event 39). Reissue it.',
  extensionBinary:
    'The SID in the extension is binary, not text, so domain controllers find no SID (KDC event 39). Reissue it.',
  extensionSeveral:
    'The SID extension holds {count} SIDs, so domain controllers cannot tell the account (KDC event 39). Reissue with one SID.',
  extensionUnreadable:
    'The SID extension cannot be read, so domain controllers find no SID (KDC event 39). Reissue the certificate.',
  uriDate: '"{value}" is not the SID URI, whose date is 2022-09-14; domain controllers ignore it (KDC event 39).',
  uriSeparator:
    '"{value}" is not the SID URI: a comma follows "microsoft.com" there. Domain controllers ignore it (KDC event 39).',
  uriPrefix:
    '"{value}": the SID URI must begin with "tag:microsoft.com". Domain controllers ignore this one (KDC event 39).',
  uriBare:
    '"{value}" lacks tag:microsoft.com,2022-09-14:sid: before it, so domain controllers ignore it (KDC event 39).',
  uriCase: '"{value}" is not the SID URI in lower case, so domain controllers may ignore it (KDC event 39).',
  uriForm:
    '"{value}" resembles the SID URI but is not written like it, so domain controllers ignore it (KDC event 39).',
  uriAsName:
    'The SAN has the SID with the type {type}, so domain controllers ignore it (KDC event 39). Enter it as a URI.',
  empty:
    'The SID is empty: the variable had no value for this user (not synchronized from an on-premises domain?). KDC event 39 follows.',
  variable:
    '"{value}" is a variable that was not replaced, so the certificate has no SID (KDC event 39). Correct the profile.',
  notASid:
    '"{value}" is not a valid SID, so domain controllers need a strong altSecurityIdentities value instead (KB5014754).',
  cloud:
    '{value} is the SID of a cloud account (Entra ID), so domain controllers reject it (KDC event 41). Use the on-premises SID.',
  wellKnown: '{value} is a well-known SID, which no user account has, so domain controllers reject it (KDC event 41).',
  domain:
    '{value} is the SID of a domain without the RID of an account, so domain controllers reject it (KDC event 41).',
  other: '{value} is not the SID of a domain account, so domain controllers reject it (KDC event 41).',
} as const;

export interface SidFault {
  readonly kind: SidFaultKind;
  /** What is written there; '' where nothing is, or nothing that is text. */
  readonly value: string;
  /** For `uriAsName`, the kind of name; for `extensionSeveral`, how many. */
  readonly detail: string;
  /** The extension that it is in. */
  readonly place: 'sid' | 'subjectAlternativeName';
}

export interface SidReading {
  /** Of the extension, in the right form, whatever account it is of; null for none. */
  readonly extension: string | null;
  /** Of URIs in the literal form. */
  readonly uris: readonly string[];
  readonly faults: readonly SidFault[];
}

export function readSids(certificate: HasExtensions): SidReading {
  const extension = fromExtension(certificate);
  const names = extensionOf(certificate, 'subjectAlternativeName')?.names ?? [];
  const faults = [...extension.faults];
  const uris: string[] = [];
  for (const name of names) {
    const uri = name.type === 'uri' ? (SID_URI.exec(name.value)?.[1] ?? null) : null;
    const isLiteral = name.value.startsWith(LITERAL);
    if (uri !== null && isLiteral) uris.push(uri);
    const kind = uri === null ? nearMiss(name) : (valueFault(uri) ?? (isLiteral ? null : 'uriCase'));
    if (kind !== null)
      faults.push({
        kind,
        value: uri !== null && kind !== 'empty' && kind !== 'uriCase' ? uri : name.value,
        detail: NAME_TYPES[name.type] ?? '',
        place: 'subjectAlternativeName',
      });
  }
  const read = [extension.sid, ...uris].map((sid) => sid?.toUpperCase());
  const isRepeated = ({ kind, value }: SidFault): boolean =>
    kind === 'uriCase' && read.includes(value.slice(LITERAL.length).toUpperCase());
  return { extension: extension.sid, uris, faults: faults.filter((fault) => !isRepeated(fault)) };
}

const NAME_TYPES: Partial<Record<GeneralName['type'], string>> = { dns: 'DNS', email: 'email', upn: 'UPN' };

/** Why a value where the SID belongs is not the SID of an account; null when it is. */
function valueFault(value: string): SidFaultKind | null {
  const kind = sidKind(value);
  if (kind === 'account') return null;
  if (kind !== 'none') return kind;
  if (/^\W*(?:null|nil|none|undefined)?\W*$/i.test(value) && !holdsVariable(value)) return 'empty';
  return sidsIn(value).length === 0 && holdsVariable(value) ? 'variable' : 'notASid';
}

function fromExtension({ der, extensions }: HasExtensions): { sid: string | null; faults: SidFault[] } {
  const own = extensions.filter(({ oid }) => oid === SID_EXTENSION);
  const fault = (kind: SidFaultKind, value = '', detail = ''): SidFault => ({ kind, value, detail, place: 'sid' });
  const [first] = own;
  if (first === undefined) return { sid: null, faults: [] };
  if (own.length > 1) return { sid: null, faults: [fault('extensionSeveral', '', String(own.length))] };
  if (first.value.type === 'sid') {
    const { sid } = first.value;
    if (sid.charCodeAt(0) === 1 && sidKind(sid) === 'none') return { sid: null, faults: [fault('extensionBinary')] };
    const kind = valueFault(sid);
    return { sid, faults: kind === null ? [] : [fault(kind, sid)] };
  }
  const { start, end } = first.valueSpan;
  return { sid: null, faults: [malformed(der.subarray(start, end), fault)] };
}

/** What the issuer has put in place of GeneralNames with one otherName, which holds an OCTET STRING. */
function malformed(
  bytes: Uint8Array,
  fault: (kind: SidFaultKind, value?: string, detail?: string) => SidFault,
): SidFault {
  const text = latin1(bytes);
  const sids = sidsIn(text);
  if (sids.length > 1) return fault('extensionSeveral', sids.join(', '), String(sids.length));
  const [sid = ''] = sids;
  if (bytes[0] === Id.sequence || bytes[0] === 0xa0)
    return fault(sid === '' ? 'extensionUnreadable' : 'extensionString', sid);
  if (bytes[0] === Id.octetString) return fault('extensionOctets', sid);
  return sid === '' && !/^[\x20-\x7e]+$/.test(text) ? fault('extensionUnreadable') : fault('extensionText', sid);
}

/** Why a name of the SAN looks as if it were meant to carry the SID; null when it does not. */
function nearMiss({ type, value, oid }: GeneralName): SidFaultKind | null {
  if (oid === SID_EXTENSION || oid === SID_NAME) return 'otherName';
  if (type !== 'uri' && type !== 'dns' && type !== 'email' && type !== 'upn') return null;
  const isMeant = /microsoft\.com[^/]*:sid:/i.test(value) || /^\W*tag:microsoft/i.test(value);
  if (type !== 'uri') return isMeant || sidsIn(value).length > 0 ? 'uriAsName' : null;
  if (holdsVariable(value) && /sid|securityidentifier|object/i.test(value)) return 'variable';
  if (sidKind(value.trim()) !== 'none') return 'uriBare';
  if (!isMeant) return sidsIn(value).length > 0 ? 'uriForm' : null;
  if (/microsoft\.com[;.:]/i.test(value)) return 'uriSeparator';
  if (/^tag:microsoft\.com,(?!\s*2022-09-14\s*:)[^:]*:sid:/i.test(value)) return 'uriDate';
  return /^.+tag:microsoft\.com,2022-09-14:sid:/is.test(value) || /^\W*microsoft\.com/i.test(value)
    ? 'uriPrefix'
    : 'uriForm';
}
