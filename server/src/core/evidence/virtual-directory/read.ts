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
  const named = [textOf(object, 'Identity'), textOf(object, 'Name')].flatMap((text) => namedBy(text) ?? []);
  const found = named[0] ?? namedByMetabase(object);
  if (!found) return null;
  const { server, directory, site } = found;
  const place = <T extends { readonly range: VirtualDirectoryView['range'] }>(value: T | null): T | null =>
    value && byRecord ? { ...value, range: object.range } : value;
  const boolean = (...names: string[]): VirtualDirectoryView['basic'] => place(booleanOf(object, ...names));
  return {
    computer: textOf(object, 'Server')?.text ?? server,
    view: {
      range: byRecord ? object.range : found.range,
      configurationPath: `${site}/${directory}`,
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

interface DirectoryName {
  readonly server: string | null;
  readonly directory: string;
  readonly site: string;
  readonly range: VirtualDirectoryView['range'];
}

/** A list breaks a long value at its blanks. */
function namedBy(text: PlacedText | null): DirectoryName | null {
  const match = identity.exec(text?.text.replace(/\s*\n\s*/g, ' ') ?? '');
  return text && match ? { server: match[1] ?? null, directory: match[2]!, site: match[3]!, range: text.range } : null;
}

/** `IIS://exch01.contoso.com/W3SVC/1/ROOT/owa` beside the name of the site. */
function namedByMetabase(object: EvidenceObject): DirectoryName | null {
  const site = textOf(object, 'WebsiteName', 'WebSite');
  const path = textOf(object, 'MetabasePath');
  const match = /^IIS:\/\/([\w.-]{1,255})\/W3SVC\/\d{1,10}\/ROOT\/([^/]{1,256})$/i.exec(
    path?.text.replace(/\n/g, '') ?? '',
  );
  return site && path && match ? { server: match[1]!, directory: match[2]!, site: site.text, range: path.range } : null;
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
