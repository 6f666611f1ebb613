// Decoders of the extensions that rule how chains are built and checked: identifiers, policies, constraints.
import { toHex } from '../bytes.js';
import { Id } from '../der/element.js';
import type { Cursor } from '../der/element.js';
import { oidOf, smallInteger, stringOf } from '../der/values.js';
import type { ExtensionValue, NameSubtree, NamedOid, PolicyInformation } from '../model.js';
import type { ExtensionDecoder } from './extension-decoder.js';
import { namedOid } from './extensions-standard.js';
import { readGeneralName, readGeneralNames } from './general-name.js';

export const PATH_DECODERS: readonly (readonly [string, ExtensionDecoder])[] = [
  ['2.5.29.30', nameConstraints],
  ['2.5.29.32', (cursor) => policies(cursor, 'certificatePolicies')],
  ['2.5.29.33', (cursor) => policyMappings(cursor, 'policyMappings')],
  ['2.5.29.35', authorityKeyIdentifier],
  ['2.5.29.36', (cursor) => policyConstraints(cursor, 'policyConstraints')],
  ['2.5.29.54', inhibitAnyPolicy],
];

function authorityKeyIdentifier(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the authority key identifier');
  const key = inside.optional(0x80);
  const issuer = inside.optional(0xa1);
  const serial = inside.optional(0x82);
  inside.finish('the authority key identifier');
  return {
    type: 'authorityKeyIdentifier',
    hex: key === null ? null : toHex(cursor.bytes, key.contentStart, key.contentEnd),
    issuer: issuer === null ? [] : readGeneralNames(inside.inside(issuer)),
    serialNumber: serial === null ? null : toHex(cursor.bytes, serial.contentStart, serial.contentEnd),
  };
}

function nameConstraints(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the name constraints');
  const permitted = inside.optional(0xa0);
  const excluded = inside.optional(0xa1);
  inside.finish('the name constraints');
  return {
    type: 'nameConstraints',
    permitted: permitted === null ? [] : subtrees(inside.inside(permitted)),
    excluded: excluded === null ? [] : subtrees(inside.inside(excluded)),
  };
}

function subtrees(cursor: Cursor): NameSubtree[] {
  const names: NameSubtree[] = [];
  while (cursor.more) {
    const inside = cursor.enter(Id.sequence, 'a subtree');
    const name = readGeneralName(inside, true);
    const minimum = inside.optional(0x80);
    const maximum = inside.optional(0x81);
    inside.finish('a subtree');
    const isZero =
      minimum === null || (minimum.contentEnd === minimum.contentStart + 1 && cursor.bytes[minimum.contentStart] === 0);
    names.push({ ...name, isBounded: !isZero || maximum !== null });
  }
  return names;
}

export function policies(cursor: Cursor, type: 'certificatePolicies' | 'applicationPolicies'): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the policies');
  const found: PolicyInformation[] = [];
  while (list.more) {
    const inside = list.enter(Id.sequence, 'a policy');
    const policy = namedOid(oidOf(inside, 'a policy'));
    const qualifiers = inside.more ? policyQualifiers(inside.enter(Id.sequence, 'the qualifiers of a policy')) : [];
    inside.finish('a policy');
    found.push({ policy, qualifiers });
  }
  return { type, policies: found };
}

function policyQualifiers(cursor: Cursor): { qualifier: NamedOid; text: string | null }[] {
  const qualifiers: { qualifier: NamedOid; text: string | null }[] = [];
  while (cursor.more) {
    const inside = cursor.enter(Id.sequence, 'a qualifier');
    const qualifier = namedOid(oidOf(inside, 'a qualifier'));
    qualifiers.push({ qualifier, text: inside.more ? qualifierText(inside) : null });
  }
  return qualifiers;
}

/** A CPS address, or the explicit text of a user notice, which is its last string. */
function qualifierText(cursor: Cursor): string | null {
  const element = cursor.next();
  const own = stringOf(cursor.bytes, element);
  if (own !== null || element.id !== Id.sequence) return own;
  const notice = cursor.inside(element);
  let text: string | null = null;
  while (notice.more) text = stringOf(cursor.bytes, notice.next()) ?? text;
  return text;
}

export function policyMappings(cursor: Cursor, type: 'policyMappings' | 'applicationPolicyMappings'): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the policy mappings');
  const mappings: { issuer: NamedOid; subject: NamedOid }[] = [];
  while (list.more) {
    const inside = list.enter(Id.sequence, 'a policy mapping');
    mappings.push({ issuer: namedOid(oidOf(inside, 'a policy')), subject: namedOid(oidOf(inside, 'a policy')) });
    inside.finish('a policy mapping');
  }
  return { type, mappings };
}

export function policyConstraints(
  cursor: Cursor,
  type: 'policyConstraints' | 'applicationPolicyConstraints',
): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the policy constraints');
  const explicit = inside.optional(0x80);
  const inhibit = inside.optional(0x81);
  inside.finish('the policy constraints');
  return {
    type,
    requireExplicitPolicy: explicit === null ? null : smallInteger(cursor.bytes, explicit),
    inhibitPolicyMapping: inhibit === null ? null : smallInteger(cursor.bytes, inhibit),
  };
}

function inhibitAnyPolicy(cursor: Cursor): ExtensionValue {
  return {
    type: 'inhibitAnyPolicy',
    skipCertificates: smallInteger(cursor.bytes, cursor.expect(Id.integer, 'the number of certificates')),
  };
}
