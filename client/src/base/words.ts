// The words in which every view refers to numbers of findings.
import { l10n } from 'vscode';
import type { Counts } from '../../../server/src/protocol.js';

/** `2 errors, 1 warning`; '' when there is neither. Hints and information are not counted. */
export function countWords({ error, warning }: Counts): string {
  const parts: string[] = [];
  if (error > 0) parts.push(error === 1 ? l10n.t('1 error') : l10n.t('{0} errors', error));
  if (warning > 0) parts.push(warning === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warning));
  return parts.join(', ');
}
