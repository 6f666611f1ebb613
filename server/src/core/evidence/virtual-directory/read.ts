// Get-ActiveSyncVirtualDirectory, Get-OwaVirtualDirectory and their like, as list, JSON, CSV or CliXml.
import type { ClientCertificates, TokenChecking, VirtualDirectoryView } from '../facts.js';
import { byComputer, type EvidenceKind } from '../kind.js';
import { booleanOf, textOf, valueOf, type EvidenceObject, type PlacedText } from '../objects/model.js';

/** `EXCH01\owa (Default Web Site)`: server, directory, and site. */
const identity = /^(?:([^\\]{1,256})\\)?([^\\(]{1,256}?) \((.{1,256})\)$/;

/** Properties that only objects of these cmdlets have beside such an identity. */
const marks = [
  'BasicAuthEnabled',
  'BasicAuthentication',
  'WindowsAuthEnabled',
  'WindowsAuthentication',
  'ClientCertAuth',
  'ExtendedProtectionTokenChecking',
  'FormsAuthentication',
  'MetabasePath',
];

interface NamedView {
  readonly computer: string | null;
  readonly view: VirtualDirectoryView;
}

export const virtualDirectoryKind: EvidenceKind = {
  name: 'virtual-directory',
  read({ objects: { objects, notation } }) {
    const views = objects.flatMap((object) => viewOf(object, notation === 'csv') ?? []);
    return byComputer(
      views,
      ({ computer }) => computer,
      (computer, items) => ({
        kind: 'virtual-directory',
        computer,
        scope: 'server',
        facts: { virtualDirectories: items.map(({ view }) => view) },
      }),
    );
  },
};

/** `byRecord`: places are those of the whole record, as in CSV, where a value alone tells nothing. */
function viewOf(object: EvidenceObject, byRecord: boolean): NamedView | null {
  if (valueOf(object, ...marks) === null) return null;
  const named = [textOf(object, 'Identity'), textOf(object, 'Name')].find((text) => identity.test(text?.text ?? ''));
  if (!named) return null;
  const [, server, directory, site] = identity.exec(named.text)!;
  const place = <T extends { readonly range: VirtualDirectoryView['range'] }>(found: T | null): T | null =>
    found && byRecord ? { ...found, range: object.range } : found;
  const boolean = (...names: string[]): VirtualDirectoryView['basic'] => place(booleanOf(object, ...names));
  return {
    computer: textOf(object, 'Server')?.text ?? server ?? null,
    view: {
      range: byRecord ? object.range : named.range,
      configurationPath: `${site!}/${directory!}`,
      fromDirectoryOnly: isFromDirectoryOnly(object),
      basic: boolean('BasicAuthEnabled', 'BasicAuthentication'),
      windows: boolean('WindowsAuthEnabled', 'WindowsAuthentication'),
      digest: boolean('DigestAuthentication'),
      forms: boolean('FormsAuthentication'),
      adfs: boolean('AdfsAuthentication'),
      oAuth: boolean('OAuthAuthentication'),
      clientCertificates: place(enumeration(textOf(object, 'ClientCertAuth'), clientCertificates)),
      tokenChecking: place(enumeration(textOf(object, 'ExtendedProtectionTokenChecking'), tokenChecking)),
    },
  };
}

/**
 * With -ADPropertiesOnly the object looks complete, but site and path are empty and every switch is False.
 */
function isFromDirectoryOnly(object: EvidenceObject): boolean {
  const values = ['WebsiteName', 'WebSite', 'Path'].flatMap((name) => valueOf(object, name) ?? []);
  return values.length > 0 && values.every(({ text, isCut }) => !isCut && (text === null || text.trim() === ''));
}

const clientCertificates: ReadonlyMap<string, ClientCertificates> = new Map([
  ['ignore', 'Ignore'],
  ['0', 'Ignore'],
  ['accepted', 'Accepted'],
  ['allowed', 'Accepted'],
  ['1', 'Accepted'],
  ['required', 'Required'],
  ['2', 'Required'],
]);

const tokenChecking: ReadonlyMap<string, TokenChecking> = new Map([
  ['none', 'None'],
  ['0', 'None'],
  ['allow', 'Allow'],
  ['1', 'Allow'],
  ['require', 'Require'],
  ['2', 'Require'],
]);

function enumeration<T>(
  placed: PlacedText | null,
  values: ReadonlyMap<string, T>,
): { readonly value: T; readonly range: PlacedText['range'] } | null {
  const value = values.get(placed?.text.toLowerCase() ?? '');
  return placed && value !== undefined ? { value, range: placed.range } : null;
}
