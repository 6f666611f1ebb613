// The back end does not listen where the front end connects.
import { httpsBindings } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { bindingChange, placeOfBinding, placeOfBindings } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'tls/back-end-https-binding',
  severity: 'error',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Back end without its https binding',
    what: 'The site `Exchange Back End` has no https binding on port 444 for all addresses.',
    why: 'The front end passes every request on to port 444. Without a binding there, or with one for a single address, nothing is answered.',
    fix: 'Bind https to `*:444:` with the self-signed certificate "Microsoft Exchange".',
    symptom: 'Blank pages, 500 and 503 for every client, with or without certificate.',
    commands: [
      'New-WebBinding -Name "Exchange Back End" -Protocol https -Port 444',
      'netsh http show sslcert ipport=0.0.0.0:444',
    ],
    sources: [sources.healthChecker, sources.realServers],
  },
  messages: {
    missing:
      '{site}: there is no https binding on port 444, to which the front end passes every request. Add "*:444:".',
    address:
      '{site}: https is bound to {binding} alone; the front end needs port 444 of all addresses. Write "*:444:".',
  },
  applies: ({ backEnd }) => backEnd !== null,
  check({ configuration, backEnd }, report) {
    const site = backEnd!;
    const onPort = httpsBindings(site).filter(({ port }) => port === 444);
    if (onPort.some(({ address, host }) => address === '' && host === '')) return truth(false);
    const title = 'Bind https to *:444:';
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
