// A revocation list is past the time of its next update.
import { certificateSources } from '../support/sources/certificate.js';
import { rangeOfSpan } from '../../certificate/place.js';
import { listState } from '../../certificate/trust/list-state.js';
import { truth } from '../../iis/truth.js';
import { dayOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/revocation-list-outdated',
  severity: 'warning',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'Expired CRL',
    what: 'The next update of a certificate revocation list (CRL) is in the past, and no newer CRL of the same issuer for the same certificates was provided.',
    why: 'A server that finds only an expired CRL cannot check client certificates: IIS returns 403.13.',
    fix: 'Publish a new CRL (`certutil -crl` on the CA) at the location in the certificates.',
    symptom: '403.13 in the IIS log.',
    commands: ['certutil -crl', 'certutil -verify -urlfetch <file>'],
    sources: [certificateSources.revocation, certificateSources.profile],
  },
  messages: {
    outdated:
      'The CRL of {issuer} expired on {date}. If the published CRL is equally old, IIS returns 403.13. Publish a new one.',
  },
  applies: ({ file }) => file.entries.some(({ model }) => model.kind === 'crl'),
  check({ uri, file, now, newerLists }, report) {
    let unknown = false;
    let outdated = false;
    for (const { model, place } of file.entries) {
      if (model.kind !== 'crl') continue;
      const state = listState(model, now);
      if (state === 'unknown') unknown = true;
      if (state === 'outdated' && newerLists?.has(model) !== true) {
        outdated = true;
        report({
          message: 'outdated',
          data: { issuer: shown(model.issuer.text, 50), date: dayOf(model.nextUpdate?.ms ?? null) },
          at: { uri, range: rangeOfSpan(file.text, place, null) },
        });
      }
    }
    return unknown && !outdated ? 'unknown' : truth(outdated);
  },
});
