// The flags of a binding say one thing, and the record of HTTP.SYS behind it another.
import {
  clientBindings,
  flagAt,
  sharedSwitches,
  switchOf,
  type RecordedBinding,
  type SharedSwitch,
} from '../../exchange/ssl-records.js';
import { or } from '../../iis/truth.js';
import type { Truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import { placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

/** As netsh names them in English. */
const labels: Readonly<Record<SharedSwitch, string>> = {
  disableTls13: 'Disable TLS1.3',
  disableHttp2: 'Disable HTTP2',
  negotiateClientCertificate: 'Negotiate Client Certificate',
};

export default defineRule({
  id: 'tls/record-contradicts-binding',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Record contradicts binding sslFlags',
    what: 'The `sslFlags` of a front-end HTTPS binding and its record in saved output of `netsh http show sslcert` disagree about certificate negotiation (128), TLS 1.3 (32), or HTTP/2 (4). If only the flags have a setting, this is a warning; if only the record has it, this is information.',
    why: 'HTTP.SYS does not read applicationHost.config, so the record applies. The two can differ after an edit of the file, the use of netsh, or the renewal of the certificate. IIS Manager shows the flags.',
    fix: 'Save the binding again in IIS Manager, or add the record again with `netsh`; then save the output again.',
    symptom: 'A setting that IIS Manager shows has no effect, often since the certificate was renewed.',
    commands: [
      'netsh http show sslcert',
      'Get-WebBinding -Name "Default Web Site" -Protocol https | Format-List bindingInformation, sslFlags',
    ],
    uncertain: 'The output shows the state when it was saved.',
    sources: [sources.winAcme, sources.bindings, sources.netsh],
  },
  messages: {
    flagOnly:
      '{site}: sslFlags of {binding} set {switches}, but its HTTP.SYS record does not, and the record applies. Save the binding again.',
    recordOnly:
      '{site}: the HTTP.SYS record of {binding} sets {switches}, but its sslFlags do not; the record applies.',
  },
  applies: ({ frontEnd, settings }) => frontEnd !== null && settings.facts.sslRecords.length > 0,
  check(server, report) {
    const verdicts = clientBindings(server).map((bound): Truth => {
      const { site, binding, records } = bound;
      if (Number.isNaN(binding.flags)) return 'unknown';
      const differing = sharedSwitches.filter((name) => contradicts(bound, name));
      const lost = differing.filter((name) => flagAt(binding, name));
      // A record that negotiates certificates has a finding of its own, flags or not.
      const added = differing.filter((name) => !flagAt(binding, name) && name !== 'negotiateClientCertificate');
      const named = lost.length > 0 ? lost : added;
      if (named.length > 0) {
        report({
          message: lost.length > 0 ? 'flagOnly' : 'recordOnly',
          severity: lost.length > 0 ? 'warning' : 'information',
          data: {
            site: site.configurationPath,
            binding: binding.binding.bindingInformation.value,
            switches: named.map((name) => `"${labels[name]}"`).join(', '),
          },
          at: placeOfBinding(server.configuration, binding.binding),
          configurationPath: site.configurationPath,
          evidence: [...lost, ...added].flatMap((name) => placesOf(bound, name)),
        });
        return 'yes';
      }
      return sharedSwitches.some((name) => switchOf(records, name) === 'unknown') ? 'unknown' : 'no';
    });
    return or(...verdicts);
  },
});

function contradicts({ binding, records }: RecordedBinding, name: SharedSwitch): boolean {
  const said = switchOf(records, name);
  return said !== 'unknown' && (said === 'yes') !== flagAt(binding, name);
}

function placesOf({ records }: RecordedBinding, name: SharedSwitch): Note[] {
  return records.flatMap((record) => {
    const said = record[name];
    if (!said) return [];
    const state = said.on ? 'sets' : 'does not set';
    return [
      { uri: record.uri, range: said.range, message: `The record of ${record.endpoint} ${state} ${labels[name]}.` },
    ];
  });
}
