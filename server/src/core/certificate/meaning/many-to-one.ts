// The many-to-one mappings of IIS tried on a certificate
// (iisClientCertificateMappingAuthentication/manyToOneMappings).
//
// Source: IIS reference, manyToOneMappings: a rule names a field (Subject or Issuer), a sub-field (`CN`, `O`,
// …) and a criterion in which `*` stands for any text; all rules of a mapping have to fit.
import type { DistinguishedName, X509Certificate } from '../model.js';

export interface ManyToOneRule {
  readonly field: 'Subject' | 'Issuer';
  readonly subField: string;
  readonly matchCriteria: string;
  readonly compareCaseSensitive: boolean;
}

export interface ManyToOneMapping {
  readonly name: string;
  readonly enabled: boolean;
  readonly permission: 'Allow' | 'Deny';
  readonly rules: readonly ManyToOneRule[];
}

export interface TriedRule {
  readonly rule: ManyToOneRule;
  /** What the certificate has in that sub-field, in order. */
  readonly values: readonly string[];
  readonly fits: boolean;
}

export interface TriedMapping {
  readonly mapping: ManyToOneMapping;
  /** Enabled, with rules, and all of them fit. */
  readonly fits: boolean;
  readonly rules: readonly TriedRule[];
}

/** Every mapping in the order in which IIS has them; the first that fits is the one that counts. */
export function tryManyToOne(certificate: X509Certificate, mappings: readonly ManyToOneMapping[]): TriedMapping[] {
  return mappings.map((mapping) => {
    const rules = mapping.rules.map((rule): TriedRule => {
      const values = valuesOf(rule.field === 'Subject' ? certificate.subject : certificate.issuer, rule.subField);
      return { rule, values, fits: values.some((value) => matchesCriteria(value, rule)) };
    });
    return { mapping, rules, fits: mapping.enabled && rules.length > 0 && rules.every(({ fits }) => fits) };
  });
}

/** Windows's words for sub-fields that are called otherwise here. */
const SAME: Readonly<Record<string, string>> = { S: 'ST', E: 'emailAddress', G: 'GN', T: 'title', I: 'initials' };

function valuesOf(name: DistinguishedName, subField: string): string[] {
  const wanted = subField.trim();
  const type = (SAME[wanted.toUpperCase()] ?? wanted).toLowerCase();
  return name.rdns
    .flat()
    .filter((attribute) => attribute.type.toLowerCase() === type || attribute.oid === wanted)
    .map(({ value }) => value);
}

/** `*` stands for any text, also none; walked greedily, so that no criterion can take long. */
function matchesCriteria(value: string, { matchCriteria, compareCaseSensitive }: ManyToOneRule): boolean {
  const text = compareCaseSensitive ? value : value.toLowerCase();
  const parts = (compareCaseSensitive ? matchCriteria : matchCriteria.toLowerCase()).split('*');
  const first = parts[0]!;
  const last = parts.at(-1)!;
  if (parts.length === 1) return text === first;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
