// The back end does not listen where the front end connects.
import { httpsBindings } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { bindingChange, placeOfBinding, placeOfBindings } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/back-end-https-binding',
  severity: 'error',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Missing back-end HTTPS binding',
    what: 'The `Exchange Back End` site has no HTTPS binding on port 444 for all addresses.',
    why: 'The front end forwards every request to port 444. Without a binding there, or with a binding for a single address, the back end does not answer.',
    fix: 'Add the HTTPS binding `*:444:` with the self-signed certificate "Microsoft Exchange".',
    symptom: 'Blank pages, 500, and 503 for every client, with or without a certificate.',
    commands: [
      'New-WebBinding -Name "Exchange Back End" -Protocol https -Port 444',
      'netsh http show sslcert ipport=0.0.0.0:444',
    ],
    sources: [sources.healthChecker, sources.realServers],
  },
  messages: {
    missing: '{site}: no HTTPS binding on port 444, so the front end cannot forward requests. Add "*:444:".',
    address:
      '{site}: the only HTTPS binding is {binding}, but the front end needs port 444 on all addresses. Change it to "*:444:".',
  },
  applies: ({ backEnd }) => backEnd !== null,
  check({ configuration, backEnd }, report) {
    const site = backEnd!;
    if (site.element.endTag === null) return 'unknown';
    const onPort = httpsBindings(site).filter(({ port }) => port === 444);
    if (onPort.some(({ address, host }) => address === '' && host === '')) return truth(false);
    const title = 'Change the binding to *:444:';
    const changes = bindingChange(configuration, site, title, '*:444:', onPort[0]?.binding);
    const remedies = [{ title, kind: 'review' as const, changes }];
    const configurationPath = site.configurationPath;
    const [bound] = onPort;
    if (bound) {
      const data = { site: site.configurationPath, binding: bound.binding.bindingInformation.value };
      report({
        message: 'address',
        data,
        at: placeOfBinding(configuration, bound.binding),
        configurationPath,
        remedies,
      });
    } else {
      const data = { site: site.configurationPath };
      report({ message: 'missing', data, at: placeOfBindings(configuration, site), configurationPath, remedies });
    }
    return truth(true);
  },
});
