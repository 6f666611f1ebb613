// The words in which every view speaks of terminations and of numbers of findings.
import { l10n } from 'vscode';
import type { Counts, ServerNode } from '../../server/src/protocol.js';

type Termination = ServerNode['termination']['value'];

/** Where the client certificate ends, as a sentence without its full stop. */
export function terminationSentence(termination: Termination): string {
  switch (termination) {
    case 'exchange':
      return l10n.t('Client certificates end at Exchange');
    case 'device':
      return l10n.t('Client certificates end at a device in front of Exchange');
    case 'legacy':
      return l10n.t('Legacy server behind a newer one');
    case 'none':
      return l10n.t('No certificate based authentication');
  }
}

/** The same in a word or two, for places with little room. */
export function terminationWords(termination: Termination): string {
  switch (termination) {
    case 'exchange':
      return l10n.t('at Exchange');
    case 'device':
      return l10n.t('at a device');
    case 'legacy':
      return l10n.t('legacy');
    case 'none':
      return l10n.t('no certificates');
  }
}

/** `2 errors, 1 warning`; '' when there is neither. Hints and information are not worth a number. */
export function countWords({ error, warning }: Counts): string {
  const parts: string[] = [];
  if (error > 0) parts.push(error === 1 ? l10n.t('1 error') : l10n.t('{0} errors', error));
  if (warning > 0) parts.push(warning === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warning));
  return parts.join(', ');
}
