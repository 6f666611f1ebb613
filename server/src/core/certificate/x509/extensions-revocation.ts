// Decoders of the extensions around revocation: where lists are, and what lists and their entries say (RFC
// 5280 §4.2.1.13, §5).
import { toHex } from '../bytes.js';
import { Id } from '../der/element.js';
import type { Cursor, Element } from '../der/element.js';
import { bitStringOf, booleanOf, namedBits, smallInteger, timeOf } from '../der/values.js';
import type { DistributionPoint, ExtensionValue, GeneralName } from '../model.js';
import type { ExtensionDecoder } from './extension-decoder.js';
import { readGeneralNames } from './general-name.js';
import { nameText, readRdn } from './name.js';

const REASON_FLAGS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
];

/** CRLReason, by number; 7 is not used. */
export const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  null,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

export const REVOCATION_DECODERS: readonly (readonly [string, ExtensionDecoder])[] = [
  ['2.5.29.20', (cursor) => number(cursor, 'crlNumber')],
  ['2.5.29.21', reasonCode],
  ['2.5.29.24', (cursor) => ({ type: 'invalidityDate', time: timeOf(cursor.bytes, cursor.next()) })],
  ['2.5.29.27', (cursor) => number(cursor, 'deltaCrlIndicator')],
  ['2.5.29.28', issuingDistributionPoint],
  [
    '2.5.29.29',
    (cursor) => ({ type: 'certificateIssuer', names: readGeneralNames(cursor.enter(Id.sequence, 'the names')) }),
  ],
  ['2.5.29.31', (cursor) => distributionPoints(cursor, 'crlDistributionPoints')],
  ['2.5.29.46', (cursor) => distributionPoints(cursor, 'freshestCrl')],
];

/** An INTEGER of any size as it is in the DER. */
export function number(cursor: Cursor, type: 'crlNumber' | 'deltaCrlIndicator' | 'crlVirtualBase'): ExtensionValue {
  const element = cursor.expect(Id.integer, 'the number');
  return { type, hex: toHex(cursor.bytes, element.contentStart, element.contentEnd) };
}

function reasonCode(cursor: Cursor): ExtensionValue {
  const code = smallInteger(cursor.bytes, cursor.expect(Id.enumerated, 'the reason'));
  return { type: 'reasonCode', reason: REASONS[code] ?? String(code) };
}

export function distributionPoints(
  cursor: Cursor,
  type: 'crlDistributionPoints' | 'freshestCrl' | 'selfCdp',
): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the distribution points');
  const points: DistributionPoint[] = [];
  while (list.more) {
    const inside = list.enter(Id.sequence, 'a distribution point');
    const name = inside.optional(0xa0);
    const reasons = inside.optional(0x81);
    const issuer = inside.optional(0xa2);
    inside.finish('a distribution point');
    points.push({
      names: name === null ? [] : pointNames(inside, name),
      reasons: reasons === null ? [] : reasonFlags(inside, reasons),
      issuer: issuer === null ? [] : readGeneralNames(inside.inside(issuer)),
    });
  }
  return { type, points };
}

/** DistributionPointName: full names, or one RDN relative to the issuer, which reads as a directory name. */
function pointNames(cursor: Cursor, element: Element): GeneralName[] {
  const choice = cursor.inside(element);
  const relative = choice.optional(0xa1);
  if (relative !== null) {
    const value = nameText([readRdn(choice, relative)], cursor.bytes);
    return [
      { type: 'directoryName', value, oid: null, oidName: null, span: { start: relative.start, end: relative.end } },
    ];
  }
  const names = readGeneralNames(choice.enter(0xa0, 'the name of a distribution point'));
  choice.finish('the name of a distribution point');
  return names;
}

function reasonFlags(cursor: Cursor, element: Element): string[] {
  return namedBits(cursor.bytes, bitStringOf(cursor.bytes, element)).map((bit) => REASON_FLAGS[bit] ?? `bit${bit}`);
}

function issuingDistributionPoint(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the issuing distribution point');
  const name = inside.optional(0xa0);
  const flag = (id: number): boolean => {
    const element = inside.optional(id);
    return element !== null && booleanOf(cursor.bytes, element);
  };
  const scope: string[] = [];
  if (flag(0x81)) scope.push('onlyUserCertificates');
  if (flag(0x82)) scope.push('onlyAuthorityCertificates');
  const reasons = inside.optional(0x83);
  if (flag(0x84)) scope.push('indirect');
  if (flag(0x85)) scope.push('onlyAttributeCertificates');
  inside.finish('the issuing distribution point');
  return {
    type: 'issuingDistributionPoint',
    names: name === null ? [] : pointNames(inside, name),
    scope,
    reasons: reasons === null ? [] : reasonFlags(inside, reasons),
  };
}
