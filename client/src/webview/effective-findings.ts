// Findings where they are: what is wrong as a link to its place, and the page of its rule.
import { button, element } from './dom.js';
import type { EffectiveStrings, Said, ShownFinding } from './effective-messages.js';

/** What every part of the page needs. */
export interface Words {
  readonly strings: EffectiveStrings;
  readonly send: (message: Said) => void;
  readonly configurationPath: string;
  readonly isCompared: boolean;
}

const signs: Readonly<Record<string, string>> = { error: '✕', warning: '!', information: 'i', hint: '•' };

export function findingList(findings: readonly ShownFinding[], { strings, send }: Words): HTMLElement {
  return element(
    'ul',
    { class: 'findings' },
    ...findings.map(({ severity, message, rule, place }) =>
      element(
        'li',
        { class: `finding ${severity}` },
        element('span', { class: 'sign', 'aria-hidden': 'true' }, signs[severity] ?? '•'),
        element('span', { class: 'severity' }, `${strings[severity as 'error'] || severity}: `),
        button(
          message,
          () => {
            send({ kind: 'open', place });
          },
          { class: 'link' },
        ),
        ' ',
        button(
          rule,
          () => {
            send({ kind: 'rule', rule });
          },
          { class: 'link faint', title: strings.rule },
        ),
      ),
    ),
  );
}
