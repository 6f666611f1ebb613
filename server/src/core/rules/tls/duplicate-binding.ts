// Two sites listen on the same address, or a binding is none.
import { isHttp, parseBinding } from '../../exchange/bindings.js';
import type { Place } from '../../text/range.js';
import { truth } from '../../iis/truth.js';
import { placeOfInformation } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'tls/duplicate-binding',
  severity: 'error',
  subject: 'server',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Binding taken twice or not to be read',
    what: 'Two sites have the same http or https binding, or a binding is not of the form `IP:port:host`. Twice in one site is `iis/duplicate-collection-entry`.',
    why: 'Only one of the sites can be started; which of them it is depends on the order in which they start. A binding of another form is not listened on.',
    fix: 'Give one of the sites another port, address or host name.',
    symptom: 'A site does not start: "Cannot create a file when that file already exists" (0x800700B7).',
    commands: ['Get-WebBinding | Format-Table protocol, bindingInformation, ItemXPath'],
    uncertain:
      'Whether `*`, `0.0.0.0` and `[::]` are the same to IIS is not documented; only what is written alike is reported, an empty address being `*`.',
    sources: [sources.bindings],
  },
  messages: {
    twice:
      "{site}: {binding} is taken by site '{other}' already, so that only one of the two can start. Change one of them.",
    form: '{site}: "{binding}" is no binding of the form IP:port:host, so nothing listens there.',
  },
  applies: ({ sites }) => sites.some(({ bindings }) => bindings.some(isHttp)),
  check(configuration, report) {
    let wrong = false;
    let alike = false;
    const taken = new Map<string, { readonly site: string; readonly place: Place }>();
    const everywhere = new Map<string, string>();
    for (const site of configuration.sites) {
      for (const binding of site.bindings.filter(isHttp)) {
        const place = placeOfInformation(configuration, binding);
        const information = binding.bindingInformation.value;
        const parsed = parseBinding(binding);
        const common = { at: place, configurationPath: site.configurationPath };
        if (!parsed) {
          // An absent value is a missing attribute, of which another rule speaks.
          if (!binding.bindingInformation.attribute) continue;
          wrong = true;
          report({
            message: 'form',
            data: { site: site.configurationPath, binding: information.slice(0, 60) },
            ...common,
          });
          continue;
        }
        const path = site.configurationPath;
        const ofAll = [parsed.address, parsed.port, parsed.host].join(' ');
        if ((everywhere.get(ofAll) ?? path) !== path) alike = true;
        else everywhere.set(ofAll, path);
        const key = [parsed.spelling, parsed.port, parsed.host].join(' ');
        const first = taken.get(key);
        if (!first) taken.set(key, { site: site.configurationPath, place });
        else if (first.site !== site.configurationPath) {
          wrong = true;
          report({
            message: 'twice',
            data: { site: site.configurationPath, binding: information, other: first.site },
            ...common,
            evidence: [{ ...first.place, message: 'It is taken here.' }],
          });
        }
      }
    }
    return wrong || !alike ? truth(wrong) : 'unknown';
  },
});
