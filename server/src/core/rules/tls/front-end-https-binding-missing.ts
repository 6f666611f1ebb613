// The front end does not listen where clients and Exchange itself connect.
import { httpsBindings } from '../../exchange/bindings.js';
import { hasFrontEndFolder } from '../../exchange/layout.js';
import { truth } from '../../iis/truth.js';
import { bindingChange, placeOfBindings } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/front-end-https-binding-missing',
  severity: 'error',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Missing front-end HTTPS binding',
    what: 'The front-end site has no HTTPS binding on port 443, or none for 127.0.0.1 (information).',
    why: 'Clients connect to port 443, and the tests of Exchange itself to 127.0.0.1.',
    fix: 'Add the binding in IIS Manager and select its certificate there: the file does not contain it.',
    symptom: 'Clients cannot connect, and the log has no entry.',
    commands: ['New-WebBinding -Name "Default Web Site" -Protocol https -Port 443', 'netsh http show sslcert'],
    sources: [sources.healthChecker, sources.realServers],
  },
  messages: {
    missing: '{site}: no HTTPS binding on port 443, so clients cannot connect. Add one and select its certificate.',
    loopback: '{site}: no HTTPS binding for 127.0.0.1:443, which is an Exchange default for its own tests.',
  },
  applies: ({ frontEnd }) => hasFrontEndFolder(frontEnd),
  check({ configuration, frontEnd }, report) {
    const site = frontEnd!;
    if (site.element.endTag === null) return 'unknown';
    const onPort = httpsBindings(site).filter(({ port }) => port === 443);
    const reachable = onPort.some(({ address }) => address !== '127.0.0.1' && address !== '::1');
    const loopback = onPort.some(({ address }) => address === '127.0.0.1');
    const at = placeOfBindings(configuration, site);
    const data = { site: site.configurationPath };
    const add = (title: string, information: string) => [
      { title, kind: 'review' as const, changes: bindingChange(configuration, site, title, information) },
    ];
    const configurationPath = site.configurationPath;
    if (!reachable) {
      report({ message: 'missing', data, at, configurationPath, remedies: add('Add the HTTPS binding', ':443:') });
    } else if (!loopback) {
      const remedies = add('Add the HTTPS binding for 127.0.0.1', '127.0.0.1:443:');
      report({ message: 'loopback', data, at, configurationPath, severity: 'information', remedies });
    }
    return truth(!reachable || !loopback);
  },
});
