// Plants settings and mistakes in the text of a configuration by surgery on exactly the place that holds
// them. Knows nothing of the product's own reading and editing, so that tests which use it are a second
// opinion. Throws when a place is not there.
import { attributeOf, childrenOf, descend, outline as read, type OutlineElement } from './outline.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export const frontEnd = 'Default Web Site';
export const backEnd = 'Exchange Back End';
export const activeSync = `${frontEnd}/Microsoft-Server-ActiveSync`;
export const proxy = `${activeSync}/Proxy`;
export const owa = `${frontEnd}/owa`;
export const ecp = `${frontEnd}/ecp`;

export const access = 'system.webServer/security/access';
export const anonymous = 'system.webServer/security/authentication/anonymousAuthentication';
export const basic = 'system.webServer/security/authentication/basicAuthentication';
export const digest = 'system.webServer/security/authentication/digestAuthentication';
export const windows = 'system.webServer/security/authentication/windowsAuthentication';
export const mapping = 'system.webServer/security/authentication/clientCertificateMappingAuthentication';
export const iisMapping = 'system.webServer/security/authentication/iisClientCertificateMappingAuthentication';
export const serverRuntime = 'system.webServer/serverRuntime';
export const modules = 'system.webServer/modules';

/** What IIS Manager writes for Require, with Exchange's 128 bits (domain/01 §1.1 step 3). */
export const required = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';
export const accepted = 'Ssl, SslNegotiateCert, Ssl128';
export const withoutCertificates = 'Ssl, Ssl128';

export const mappingModule = 'CertificateMappingAuthenticationModule';

let last = { text: '', root: null as OutlineElement | null };

/** The outline of a text; the latest is kept, for one text is asked many things. */
function outline(text: string): OutlineElement {
  if (last.root === null || last.text !== text) last = { text, root: read(text) };
  return last.root!;
}

// ---- finding

const samePath = (a: string, b: string): boolean => {
  const normal = (path: string): string => (path === '.' ? '' : path.replace(/\/+$/, '').toLowerCase());
  return normal(a) === normal(b);
};

/**
 * The elements that hold sections for a path: `<configuration>` itself for '', and every `<location>` of that
 * path.
 */
function holders(root: OutlineElement, path: string): OutlineElement[] {
  const locations = childrenOf(root, 'location').filter((one) =>
    samePath(attributeOf(one, 'path')?.value ?? '.', path),
  );
  return path === '' ? [root, ...locations] : locations;
}

function elementAt(root: OutlineElement, path: string, section: string): OutlineElement | undefined {
  for (const holder of holders(root, path)) {
    const found = descend(holder, section.split('/'));
    if (found) return found;
  }
  return undefined;
}

const startTagOf = (element: OutlineElement): Span => ({ start: element.start, end: element.contentStart });

/**
 * The value of an attribute as written for that very path; null where it is not written. `path` '' is the
 * file's own level.
 */
export function valueAt(
  text: string,
  path: string,
  section: string,
  attribute: string,
): (Span & { value: string }) | null {
  const element = elementAt(outline(text), path, section);
  const found = element && attributeOf(element, attribute);
  return found ? { start: found.start, end: found.end, value: found.value } : null;
}

/**
 * The start tag of a section or of an element below one, as written for that very path; null where it is not
 * written.
 */
export function sectionTag(text: string, path: string, section: string): Span | null {
  const element = elementAt(outline(text), path, section);
  return element ? startTagOf(element) : null;
}

/**
 * The start tag of a collection's entry by one of its attributes: `entryTag(text, '', modules, 'remove',
 * 'name', 'Session')`.
 */
export function entryTag(
  text: string,
  path: string,
  section: string,
  name: string,
  key: string,
  value: string,
): Span | null {
  const element = elementAt(outline(text), path, section);
  const entry = element && childrenOf(element, name).find((one) => attributeOf(one, key)?.value === value);
  return entry ? startTagOf(entry) : null;
}

/** The start tags of all `<location>`s of a path. */
export function locationTags(text: string, path: string): Span[] {
  return childrenOf(outline(text), 'location')
    .filter((one) => samePath(attributeOf(one, 'path')?.value ?? '.', path))
    .map(startTagOf);
}

/** The `path` value of an `<application>`: `applicationPath(text, 'Default Web Site', '/owa')`. */
export function applicationPath(text: string, site: string, path: string): Span | null {
  const sites = descend(outline(text), ['system.applicationHost', 'sites']);
  for (const one of sites ? childrenOf(sites, 'site') : []) {
    if (attributeOf(one, 'name')?.value !== site) continue;
    for (const application of childrenOf(one, 'application')) {
      const value = attributeOf(application, 'path');
      if (value && samePath(value.value, path)) return { start: value.start, end: value.end };
    }
  }
  return null;
}

/**
 * Where a finding about a setting at a path points (domain/09 §9.0b): the value, if it is written for that
 * very path; else the start tag of the path's location; else the `path` value of its application.
 */
export function decidingPlace(text: string, path: string, section: string, attribute: string): Span {
  const [site, ...rest] = path.split('/');
  const place =
    valueAt(text, path, section, attribute) ??
    locationTags(text, path)[0] ??
    applicationPath(text, site!, `/${rest.join('/')}`);
  if (!place) throw new Error(`Nothing speaks of '${path}'.`);
  return { start: place.start, end: place.end };
}

/** The zero-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length - 1;
}

// ---- writing

const splice = (text: string, { start, end }: Span, by: string): string => text.slice(0, start) + by + text.slice(end);
const lineEnd = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** White space before an element on its line. */
function indentOf(text: string, element: OutlineElement): string {
  const line = text.slice(Math.max(0, text.lastIndexOf('\n', element.start - 1) + 1), element.start);
  return /^\s*$/.test(line) ? line : '';
}

/** What one level adds: the indentation of the first element below the document element. */
function unitOf(text: string): string {
  const first = outline(text).children[0];
  return (first && indentOf(text, first)) || '    ';
}

/**
 * Appends lines to the content of an element; nested levels are written by the caller with `\t` and get the
 * file's unit.
 */
function append(text: string, parent: OutlineElement, lines: readonly string[]): string {
  const eol = lineEnd(text);
  const unit = unitOf(text);
  const outer = indentOf(text, parent);
  const inner = lines.map((line) => eol + outer + unit + line.replaceAll('\t', unit)).join('');
  if (parent.selfClosing) {
    const tag = text.slice(parent.start, parent.end).replace(/\s*\/>$/, '>');
    return splice(text, parent, `${tag}${inner}${eol}${outer}</${parent.name}>`);
  }
  const content = text.slice(parent.contentStart, parent.contentEnd);
  const at = parent.contentStart + content.trimEnd().length;
  return splice(text, { start: at, end: parent.contentEnd }, `${inner}${eol}${outer}`);
}

/** Takes an element out together with its line. */
function cut(text: string, element: OutlineElement): string {
  const before = /(?:\r\n|\r|\n)?[ \t]*$/.exec(text.slice(0, element.start))![0];
  return splice(text, { start: element.start - before.length, end: element.end }, '');
}

/** Writes the text so that the element of a section path is there for that configuration path. */
function ensure(text: string, path: string, section: string): string {
  const names = section.split('/');
  let result = text;
  if (path !== '' && holders(outline(result), path).length === 0) result = addLocation(result, path, []);
  for (let depth = 1; depth <= names.length; depth++) {
    const root = outline(result);
    const wanted = names.slice(0, depth).join('/');
    if (elementAt(root, path, wanted)) continue;
    const parent = depth === 1 ? holders(root, path)[0]! : elementAt(root, path, names.slice(0, depth - 1).join('/'))!;
    result = append(result, parent, [`<${names[depth - 1]!} />`]);
  }
  return result;
}

/**
 * Sets an attribute for a configuration path, in the location that has the section already, else in one of
 * that path, else in a new one at the end; null removes the attribute . `path` '' is the file's own level,
 * and the way to speak of a web.config.
 */
export function setSetting(
  text: string,
  path: string,
  section: string,
  attribute: string,
  value: string | null,
): string {
  if (value === null) {
    const written = elementAt(outline(text), path, section);
    const gone = written && attributeOf(written, attribute);
    if (!gone) return text;
    const before = /\s+$/.exec(text.slice(0, gone.nameStart))![0];
    return splice(text, { start: gone.nameStart - before.length, end: gone.end + 1 }, '');
  }
  const present = ensure(text, path, section);
  const element = elementAt(outline(present), path, section)!;
  const found = attributeOf(element, attribute);
  if (found) return splice(present, found, value);
  const at = element.start + 1 + element.name.length;
  return splice(present, { start: at, end: at }, ` ${attribute}="${value}"`);
}

/**
 * The providers of Windows authentication: a list is after `<clear />`; `empty` is `<clear />` alone; null is
 * not an element.
 */
export function setProviders(text: string, path: string, providers: readonly string[] | 'empty' | null): string {
  const section = `${windows}/providers`;
  const present = elementAt(outline(text), path, section);
  const bare = present ? cut(text, present) : text;
  if (providers === null) return bare;
  const values = providers === 'empty' ? [] : providers;
  const opened = ensure(bare, path, windows);
  const adds = values.map((value) => `\t<add value="${value}" />`);
  return append(opened, elementAt(outline(opened), path, windows)!, [
    '<providers>',
    '\t<clear />',
    ...adds,
    '</providers>',
  ]);
}

/** Appends XML lines to a section; they are indented as the file is, `\t` being one level more. */
export function insertInto(text: string, path: string, section: string, lines: readonly string[]): string {
  const present = ensure(text, path, section);
  return append(present, elementAt(outline(present), path, section)!, lines);
}

/** Takes the element of a section path away from a configuration path. */
export function removeElement(text: string, path: string, section: string): string {
  const element = elementAt(outline(text), path, section);
  if (!element) throw new Error(`'${path}' has no ${section}.`);
  return cut(text, element);
}

/** Takes every `<location>` of a path away. */
export function removeLocation(text: string, path: string): string {
  const found = holders(outline(text), path).reverse();
  if (found.length === 0) throw new Error(`'${path}' has no location.`);
  return found.reduce(cut, text);
}

/**
 * Takes the entry of a native module away, as uninstalling its Windows feature does (`both`), or from one of
 * the lists alone.
 */
export function removeModule(text: string, name: string, from: 'globalModules' | 'modules' | 'both' = 'both'): string {
  const lists = from === 'both' ? ['globalModules', 'modules'] : [from];
  return lists.reduce((result, list) => {
    const element = elementAt(outline(result), '', `system.webServer/${list}`);
    const entry = element && childrenOf(element, 'add').find((one) => attributeOf(one, 'name')?.value === name);
    if (!entry) throw new Error(`${list} has no ${name}.`);
    return cut(result, entry);
  }, text);
}

/**
 * Adds a `<location>` at the end of the file, whatever is there for its path already. Lines as for
 * `insertInto`.
 */
export function addLocation(text: string, path: string, lines: readonly string[]): string {
  return append(text, outline(text), [`<location path="${path}">`, ...lines.map((line) => `\t${line}`), '</location>']);
}

// ---- whole procedures

const done = new Map<string, string>();

/** Many cases start from the same procedure on the same server: it is carried out once. */
function once(procedure: string, text: string, carryOut: () => string): string {
  const key = `${procedure}\n${text}`;
  const result = done.get(key) ?? carryOut();
  done.set(key, result);
  return result;
}

/** The correct procedure with the certificate ending at Exchange (domain/01 §1.1 steps 2 to 5). */
export function toCba(text: string, paths: readonly string[] = [activeSync, owa, ecp]): string {
  return once(`exchange: ${paths.join(', ')}`, text, () => {
    let result = setSetting(text, '', mapping, 'enabled', 'true');
    for (const path of paths) {
      result = setSetting(result, path, access, 'sslFlags', required);
      result = setSetting(result, path, mapping, 'enabled', 'true');
      for (const section of [anonymous, basic, digest, windows]) {
        result = setSetting(result, path, section, 'enabled', 'false');
      }
    }
    return result;
  });
}

/** ActiveSync as a device with Kerberos constrained delegation in front of it wants it (domain/02 §2.2). */
export function toDevice(text: string): string {
  return once('device', text, () => {
    let result = setSetting(text, activeSync, access, 'sslFlags', withoutCertificates);
    for (const section of [anonymous, basic, digest, mapping, iisMapping]) {
      result = setSetting(result, activeSync, section, 'enabled', 'false');
    }
    result = setSetting(result, activeSync, windows, 'enabled', 'true');
    return setProviders(result, activeSync, ['Negotiate', 'NTLM']);
  });
}
