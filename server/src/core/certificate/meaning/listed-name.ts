// Whether a name as certutil prints it is a distinguished name of a certificate.
import type { DistinguishedName } from '../model.js';

/**
 * Types are written in several ways and orders differ, so that the values alone are compared, without case
 * and order.
 */
export function sameNameAs(listed: string, name: DistinguishedName): boolean {
  const own = name.rdns.flatMap((rdn) => rdn.map(({ value }) => valueKey(value))).sort();
  const said = valuesIn(listed).map(valueKey).sort();
  return own.length > 0 && own.length === said.length && own.every((value, index) => value === said[index]);
}

function valueKey(value: string): string {
  return value.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/**
 * `CN=Contoso Issuing CA, DC=contoso, DC=com`; a value with a comma is in quotes, and quotes in it are
 * doubled.
 */
function valuesIn(text: string): string[] {
  const attribute = /[A-Za-z][\w.]{0,40}=(?:"((?:[^"]|"")*)"|([^,+"]*))(?:[,+]\s*|$)/y;
  const values: string[] = [];
  while (attribute.lastIndex < text.length) {
    const match = attribute.exec(text);
    if (!match) return [];
    values.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
  }
  return values;
}
