// Event logs saved as text, as objects of Get-WinEvent, or as XML: what was logged, by provider and id.
import { byComputer, type EvidenceKind, type Reading } from '../kind.js';
import type { EventProvider } from '../facts.js';
import { eventFact, type RawEvent } from './fact.js';
import { eventsOfObjects } from './objects.js';
import { eventsOfText } from './text.js';
import { eventsOfXml } from './xml.js';

/** What domain controllers log refers to accounts, whatever server they are used on. */
const ofOrganization: ReadonlySet<EventProvider> = new Set(['kdc', 'kerberos', 'security']);

export const eventKind: EvidenceKind = {
  name: 'event',
  read(input) {
    const raw: RawEvent[] = eventsOfObjects(input.objects.objects);
    if (raw.length === 0) raw.push(...(input.isXml ? eventsOfXml(input) : eventsOfText(input.text)));
    const events = raw.map((event) => ({ computer: event.computer, fact: eventFact(event) }));
    const part = (scope: Reading['scope']): Reading[] =>
      byComputer(
        events.filter(({ fact }) => ofOrganization.has(fact.provider) === (scope === 'organization')),
        ({ computer }) => computer,
        (computer, items) => ({ kind: 'event', computer, scope, facts: { events: items.map(({ fact }) => fact) } }),
      );
    return [...part('server'), ...part('organization')];
  },
};
