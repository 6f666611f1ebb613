// Terminal colours, or none.
import type { Severity } from '../rules/finding.js';

export interface Style {
  strong(text: string): string;
  faint(text: string): string;
  good(text: string): string;
  severity(severity: Severity, text: string): string;
}

const severityCodes: Readonly<Record<Severity, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '1;36',
  hint: '36',
};

const plain: Style = {
  strong: (text) => text,
  faint: (text) => text,
  good: (text) => text,
  severity: (_, text) => text,
};

const coloured: Style = {
  strong: (text) => paint('1', text),
  faint: (text) => paint('2', text),
  good: (text) => paint('32', text),
  severity: (severity, text) => paint(severityCodes[severity], text),
};

function paint(code: string, text: string): string {
  return text === '' ? '' : `\u001b[${code}m${text}\u001b[0m`;
}

export function styleFor(color: boolean): Style {
  return color ? coloured : plain;
}
