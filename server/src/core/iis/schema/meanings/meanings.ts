// What the settings that certificate based authentication is on mean, in a sentence or two for hovers and
// completion.
import type { AttributeSchema } from '../schema.js';
import { flagsOf } from '../values.js';
import { accessMeanings } from './access.js';
import { authenticationMeanings } from './authentication.js';
import { configurationMeanings } from './configuration.js';
import { hostingMeanings } from './hosting.js';
import { windowsAuthenticationMeanings } from './windows-authentication.js';

const meanings: ReadonlyMap<string, string> = new Map(
  [
    accessMeanings,
    authenticationMeanings,
    windowsAuthenticationMeanings,
    hostingMeanings,
    configurationMeanings,
  ].flatMap((area) => Object.entries(area)),
);

/**
 * For tests: all keys that have a meaning.
 *
 * @internal
 */
export const meaningKeys: readonly string[] = [...meanings.keys()];

/**
 * What an element is for; `place` as in
 * `system.webServer/security/authentication/windowsAuthentication/providers`.
 */
export function elementMeaning(place: string): string | undefined {
  return meanings.get(place);
}

/** What an attribute means at its place; lock attributes and configSource mean the same everywhere. */
export function attributeMeaning(place: string, attribute: string): string | undefined {
  return meanings.get(`${place}@${attribute}`) ?? meanings.get(`@${attribute}`);
}

/** What one name of an enum or flags attribute means, in the schema's spelling. */
export function nameMeaning(place: string, attribute: string, name: string): string | undefined {
  return meanings.get(`${place}@${attribute}=${name}`);
}

/**
 * The flags (or the one enum name) that a value sets, in the schema's order, each with its meaning; empty
 * when it cannot be read.
 */
export function describeFlags(
  place: string,
  attribute: AttributeSchema,
  raw: string,
): { readonly name: string; readonly meaning: string | undefined }[] {
  if (attribute.names.length === 0) return [];
  return (flagsOf(attribute, raw) ?? []).map((name) => ({ name, meaning: nameMeaning(place, attribute.name, name) }));
}
