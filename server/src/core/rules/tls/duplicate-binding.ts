// Two sites listen on the same address, or a binding is not one.
import { isHttp, parseBinding } from '../../exchange/bindings.js';
import type { Place } from '../../text/range.js';
import { truth } from '../../iis/truth.js';
import { placeOfInformation } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/duplicate-binding',
  severity: 'error',
  subject: 'server',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Duplicate or invalid binding',
    what: 'Two sites have the same HTTP or HTTPS binding, or a binding does not have the form `IP:port:host`. A duplicate within one site is reported by `iis/duplicate-collection-entry`.',
    why: 'Only one of the sites can start; which one depends on the order in which they start. IIS does not listen on a binding of another form.',
    fix: 'Give one of the sites a different port, address, or host name.',
    symptom: 'A site does not start: "Cannot create a file when that file already exists" (0x800700B7).',
    commands: ['Get-WebBinding | Format-Table protocol, bindingInformation, ItemXPath'],
    uncertain:
      'Whether IIS treats `*`, `0.0.0.0`, and `[::]` as the same is not documented; only identical bindings are reported, with an empty address treated as `*`.',
    sources: [sources.bindings],
  },
  messages: {
    twice: "{site}: site '{other}' already uses {binding}, so only one of them can start. Change one binding.",
    form: '{site}: "{binding}" does not have the form IP:port:host, so IIS does not listen on it.',
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
          const { attribute } = binding.bindingInformation;
          // One without its closing quote ends where the file does.
          if (!attribute || attribute.range.end === attribute.valueRange.end) continue;
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
            evidence: [{ ...first.place, message: 'It is used here.' }],
          });
        }
      }
    }
    return wrong || !alike ? truth(wrong) : 'unknown';
  },
});
