// Values of the registry from a .reg file, from reg query, and from Get-ItemProperty, with their places.
import type { Range } from '../../text/range.js';
import type { RegistryValue } from '../facts.js';
import type { EvidenceObject } from '../objects/model.js';
import { textOf } from '../objects/model.js';
import { linesIn } from '../objects/lines.js';

export interface RegistryKey {
  /** Lower case, without the hive; `currentcontrolset` for every control set. */
  readonly path: string;
  /** The last part as written, for names and endpoints. */
  readonly name: string;
  readonly range: Range;
  readonly values: readonly RegistryValue[];
}

const hive = /^(?:HKEY_LOCAL_MACHINE|HKLM|HKLM:)\\/i;

export function keyAt(written: string, start: number): Omit<RegistryKey, 'values'> | null {
  if (!hive.test(written)) return null;
  const path = written
    .replace(hive, '')
    .toLowerCase()
    .replace(/^system\\controlset\d{3}(?=\\)/, 'system\\currentcontrolset');
  return { path, name: written.slice(written.lastIndexOf('\\') + 1), range: { start, end: start + written.length } };
}

/** True for what `reg export` and Registry Editor write, also below a sentence of a mail. */
export function isRegFile(text: string): boolean {
  return /^\s{0,100}(?:Windows Registry Editor Version 5\.00|REGEDIT4)\s/m.test(text.slice(0, 20_000));
}

/**
 * A .reg file: `[key]`, then `"name"=value`; a `\` at the end of a line goes on in the next. Deletions say
 * nothing.
 */
export function readRegFile(text: string): RegistryKey[] {
  const keys: (Omit<RegistryKey, 'values'> & { readonly values: RegistryValue[] })[] = [];
  let key: (typeof keys)[number] | null = null;
  let pending: { name: string; value: string; range: Range } | null = null;
  const end = (): void => {
    if (key && pending) {
      const { name, value, range } = pending;
      key.values.push({ key: key.path, name, ...valueOfReg(value), range });
    }
    pending = null;
  };
  for (const { text: raw, start, indent } of linesIn(text)) {
    const line = raw.trim();
    // A number whose digits are not all there, in a last line without an end: the file was cut off in it.
    if (start + raw.length >= text.length && /=dword:[0-9a-f]{0,7}$/i.test(line)) continue;
    const current = pending;
    if (current?.value.endsWith('\\')) {
      current.value = current.value.slice(0, -1) + line;
      continue;
    }
    end();
    if (line.startsWith('[')) {
      const name = line.endsWith(']') ? line.slice(1, -1) : '';
      const found = keyAt(name, start + indent + 1);
      key = found && { ...found, values: [] };
      if (key) keys.push(key);
      continue;
    }
    const field = /^(?:"((?:[^"\\]|\\.){0,500})"|@)=/.exec(line);
    if (!field) continue;
    const from = start + indent;
    const name = (field[1] ?? '').replace(/\\(.)/g, '$1');
    pending = { name, value: line.slice(field[0].length), range: { start: from, end: from + line.length } };
  }
  end();
  return keys;
}

function valueOfReg(written: string): Pick<RegistryValue, 'number' | 'text'> {
  const dword = /^dword:([0-9a-f]{1,8})$/i.exec(written);
  if (dword) return { number: Number.parseInt(dword[1]!, 16), text: null };
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(written);
  if (text) return { number: null, text: text[1]!.replace(/\\(.)/g, '$1') };
  const hex = /^hex(?:\([0-9a-f]{1,8}\))?:([0-9a-f,\s]*)$/i.exec(written);
  return { number: null, text: hex ? hex[1]!.replace(/[,\s]/g, '').toLowerCase() : null };
}

/** `reg query <key> /s`: a line with the key, then name, type and value in columns. */
export function readRegQuery(text: string): RegistryKey[] {
  const keys: (Omit<RegistryKey, 'values'> & { readonly values: RegistryValue[] })[] = [];
  let key: (typeof keys)[number] | null = null;
  for (const { text: line, start, indent } of linesIn(text)) {
    if (line.trim() === '') continue;
    if (indent === 0) {
      const found = keyAt(line.trimEnd(), start);
      key = found && { ...found, values: [] };
      if (key) keys.push(key);
      continue;
    }
    const type = /\sREG_(?:DWORD|QWORD|SZ|EXPAND_SZ|BINARY|MULTI_SZ)(?=\s|$)/.exec(line);
    if (!key || !type) continue;
    const name = line.slice(indent, type.index).trim();
    const written = line.slice(type.index + type[0].length).trim();
    const number = /^0x[0-9a-f]{1,16}$/i.test(written) ? Number.parseInt(written, 16) : null;
    const text = number === null ? (type[0].includes('BINARY') ? written.toLowerCase() : written) : null;
    const range = { start: start + indent, end: start + line.trimEnd().length };
    key.values.push({ key: key.path, name, number, text, range });
  }
  return keys;
}

const providerProperties = /^PS(?:Path|ParentPath|ChildName|Drive|Provider|ComputerName)$/i;

/** Get-ItemProperty: the key is in PSPath, numbers are decimal. */
export function readItemProperties(objects: readonly EvidenceObject[]): RegistryKey[] {
  return objects.flatMap((object) => {
    const path = textOf(object, 'PSPath');
    const written = path?.text.replaceAll('\n', '').replace(/^.*\bRegistry::/, '');
    const key = path && written !== undefined ? keyAt(written, path.range.start) : null;
    if (!path || !key) return [];
    const values = object.properties.flatMap(({ name, value }): RegistryValue[] => {
      if (providerProperties.test(name) || value.text === null || value.isCut) return [];
      const number = /^-?\d{1,16}$/.test(value.text) ? Number(value.text) >>> 0 : null;
      return [{ key: key.path, name, number, text: number === null ? value.text : null, range: value.range }];
    });
    return [{ ...key, range: path.range, values }];
  });
}
