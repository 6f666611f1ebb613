// systeminfo and Get-ComputerInfo: which Windows the computer runs. Labels are translated; builds are not.
import type { WindowsFact, WindowsVersion } from '../facts.js';
import { byComputer, type EvidenceKind, type Reading } from '../kind.js';
import { textOf, type EvidenceObject } from '../objects/model.js';
import { linesIn } from '../objects/lines.js';

/** The builds of Windows Server that are supported for Exchange (domain/14 §14.10). */
const versions: ReadonlyMap<number, WindowsVersion> = new Map([
  [9600, '2012R2'],
  [14393, '2016'],
  [17763, '2019'],
  [20348, '2022'],
  [26100, '2025'],
]);

/** A client Windows has builds of its own or shares one; then its name tells that it is not a server. */
export function windowsVersion(build: number, name: string | null): WindowsVersion | null {
  return name !== null && !/server/i.test(name) ? null : (versions.get(build) ?? null);
}

export const systeminfoKind: EvidenceKind = {
  name: 'systeminfo',
  read(input) {
    const fromObjects = input.objects.objects.flatMap((object) => computerInfo(object) ?? []);
    const found =
      fromObjects.length > 0 || input.isXml ? fromObjects : [...table(input.text), ...systeminfo(input.text)];
    return byComputer(
      found,
      ({ computer }) => computer,
      (computer, items): Reading => ({
        kind: 'systeminfo',
        computer,
        scope: 'server',
        facts: { windows: items.map(({ fact }) => fact) },
      }),
    );
  },
};

interface NamedWindows {
  readonly computer: string | null;
  readonly fact: WindowsFact;
}

function computerInfo(object: EvidenceObject): NamedWindows | null {
  const number = textOf(object, 'OsBuildNumber', 'BuildNumber');
  const name = textOf(object, 'WindowsProductName', 'OsName', 'Caption');
  if (!number || !name || !/^\d{4,6}$/.test(number.text)) return null;
  const build = Number(number.text);
  return {
    computer: textOf(object, 'CsName', 'CsDNSHostName', 'CSName')?.text ?? null,
    fact: { version: windowsVersion(build, name.text), build, name: name.text, range: number.range },
  };
}

/** The first lines are, in every language: host name, name of the system, `10.0.20348 … Build 20348`, its word translated. */
function systeminfo(text: string): NamedWindows[] {
  const fields: { readonly value: string; readonly start: number }[] = [];
  for (const { text: line, start } of linesIn(text.slice(0, 20_000))) {
    const field = /^[^\s:][^:]{0,80}:\s+(?=\S)/.exec(line);
    if (!field) continue;
    fields.push({ value: line.slice(field[0].length).trim(), start: start + field[0].length });
    const at = fields.length - 1;
    const version = /^\d{1,2}\.\d\.(\d{4,6})\s.{0,60}\s(\d{4,6})$/.exec(fields[at]!.value);
    const name = fields[at - 1]?.value;
    const host = fields[at - 2]?.value;
    if (!version || version[1] !== version[2] || name === undefined || host === undefined) continue;
    if (!/windows/i.test(name) || !/^[\w-]{1,63}$/.test(host)) continue;
    const build = Number(version[1]);
    const range = { start: fields[at]!.start, end: fields[at]!.start + fields[at]!.value.length };
    return [{ computer: host, fact: { version: windowsVersion(build, name), build, name, range } }];
  }
  return [];
}

/** `systeminfo /fo csv`: the same three values come first in its second line. */
function table(text: string): NamedWindows[] {
  const row =
    /^"([\w-]{1,63})","([^"\r\n]{0,80}Windows[^"\r\n]{0,80})","(\d{1,2}\.\d\.(\d{4,6})\s[^"\r\n]{0,60}\s(\d{4,6}))"/im.exec(
      text.slice(0, 20_000),
    );
  if (!row || row[4] !== row[5]) return [];
  const [whole, computer, name, version, build] = row;
  const start = row.index + whole.length - 1 - version!.length;
  const range = { start, end: start + version!.length };
  return [
    { computer: computer!, fact: { version: windowsVersion(+build!, name!), build: +build!, name: name!, range } },
  ];
}
