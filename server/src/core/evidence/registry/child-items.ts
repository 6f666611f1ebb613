// `Get-ChildItem HKLM:\…` as Windows PowerShell prints it: the parent above a table, each key in the first column
// and its values in the second.
import type { RegistryValue } from '../facts.js';
import { linesIn } from '../objects/lines.js';
import { keyAt, type RegistryKey } from './parse.js';

const parent = /^\s{1,8}Hive: (HKEY_LOCAL_MACHINE\\\S.*)$/;
const row = /^(?:(\S.{0,200}?) )?\s{1,200}([A-Za-z_]\w{0,100}) {1,100}: (\S.{0,2000})$/;

/** Values of bytes are cut and not read; empty for any other text. */
export function readChildItems(text: string): RegistryKey[] {
  if (!/^\s{1,8}Hive: HKEY_LOCAL_MACHINE\\/m.test(text)) return [];
  const keys: (Omit<RegistryKey, 'values'> & { readonly values: RegistryValue[] })[] = [];
  let above: string | null = null;
  let key: (typeof keys)[number] | null = null;
  for (const { text: line, start } of linesIn(text)) {
    const heading = parent.exec(line);
    if (heading) {
      above = heading[1]!.trim();
      key = null;
      continue;
    }
    const cells = above === null ? null : row.exec(line.trimEnd());
    if (!cells || above === null) continue;
    const [, name, property, value] = cells;
    if (name !== undefined) {
      const found = /(?:\.\.\.|…)$/.test(name) ? null : keyAt(`${above}\\${name}`, start);
      key = found && { ...found, range: { start, end: start + name.length }, values: [] };
      if (key) keys.push(key);
    }
    if (key === null || /^\{|(?:\.\.\.|…)$/.test(value!)) continue;
    const number = /^-?\d{1,16}$/.test(value!) ? Number(value) >>> 0 : null;
    const end = start + line.trimEnd().length;
    const from = start + line.lastIndexOf(property!, line.indexOf(` : ${value!}`));
    key.values.push({
      key: key.path,
      name: property!,
      number,
      text: number === null ? value! : null,
      range: { start: from, end },
    });
  }
  return keys;
}
