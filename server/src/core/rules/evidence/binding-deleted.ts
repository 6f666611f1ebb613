// The event log says that a certificate record was deleted, and not that it was created again.
import type { EventFact, Sourced } from '../../evidence/facts.js';
import { httpsBindings } from '../../exchange/bindings.js';
import type { ExchangeServer } from '../../exchange/virtual-directory.js';
import { truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { defineRule } from '../rule.js';
import { placeOfBinding } from '../support/bindings.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { clip } from '../support/words.js';

/** Source Microsoft-Windows-HttpEvent, System log. */
const deleted = 15300;
const created = 15301;

export default defineRule({
  id: 'evidence/binding-deleted',
  severity: 'warning',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate record deleted',
    what: 'HTTP event 15300 reports that the SSL settings of an endpoint were deleted, and no later event 15301 reports that they were created again.',
    why: 'Without a certificate record, HTTP.SYS accepts no TLS connection for the endpoint and IIS logs nothing. A tool that renews certificates may also create the record again without DS Mapper Usage.',
    fix: 'Run `netsh http show sslcert`. If the record is missing, assign the certificate to the binding again; in any case verify DS Mapper Usage.',
    symptom: 'Connections are suddenly reset, often after a certificate was renewed.',
    commands: [
      'netsh http show sslcert',
      'wevtutil qe System /q:"*[System[(EventID=15300 or EventID=15301)]]" /f:text',
    ],
    uncertain: 'The export may end before the record was created again.',
    sources: [evidenceSources.httpEvents],
  },
  messages: {
    deleted:
      'Event 15300: the certificate record of {endpoint} was deleted and not created again in this log. Check it with "netsh http show sslcert".',
  },
  applies: ({ settings }) => settings.facts.events.some(({ provider, id }) => provider === 'http' && id === deleted),
  check(server, report) {
    const events = server.settings.facts.events.filter(({ provider, endpoint }) => provider === 'http' && endpoint);
    const last = new Map<string, Sourced<EventFact>>();
    for (const event of events) {
      const known = last.get(event.endpoint!);
      if (event.id === deleted && (!known || isLater(event, known) !== false)) last.set(event.endpoint!, event);
    }
    let found = false;
    for (const [endpoint, event] of last) {
      const again = events.filter(({ id, endpoint: other }) => id === created && other === endpoint);
      // Where the order is not certain, the record may be there again.
      if (again.some((one) => isLater(one, event) !== false)) continue;
      found = true;
      report({
        message: 'deleted',
        data: { endpoint: clip(endpoint, 40) },
        at: event,
        configurationPath: server.frontEnd?.configurationPath ?? '',
        evidence: bindingPlaces(server, endpoint),
      });
    }
    return truth(found);
  },
});

/** By every reading of the two times; null where they cannot be compared or the readings differ. */
function isLater(a: EventFact, b: EventFact): boolean | null {
  const count = Math.min(a.times.length, b.times.length);
  const answers = new Set<boolean>();
  for (let at = 0; at < count; at++) {
    const difference = a.times[at]! - b.times[at]!;
    if (!Number.isNaN(difference)) answers.add(difference >= 0);
  }
  const [answer] = answers;
  return answers.size === 1 ? answer! : null;
}

function bindingPlaces({ configuration, frontEnd }: ExchangeServer, endpoint: string): Note[] {
  if (!frontEnd) return [];
  const port = Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
  return httpsBindings(frontEnd)
    .filter((binding) => binding.port === port)
    .slice(0, 1)
    .map(({ binding }) => ({ ...placeOfBinding(configuration, binding), message: 'This binding uses the record.' }));
}
