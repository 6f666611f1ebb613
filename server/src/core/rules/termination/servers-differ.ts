// Servers of one run sign clients in differently at ActiveSync, Outlook on the web or the admin center.
import type { OtherDirectory } from '../../exchange/peers.js';
import { signInStateOf } from '../../exchange/peer-row.js';
import { certificateVirtualDirectories } from '../../exchange/layout.js';
import { truth } from '../../iis/truth.js';
import { sections } from '../../sign-in/sections.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'termination/servers-differ',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.access, sections.mapping, sections.basic, sections.windows],
  docs: {
    title: 'Servers with different sign-in settings',
    what: 'One of several servers differs from the others at ActiveSync, `owa`, or `ecp`: in requesting or mapping client certificates, in Basic or in Windows authentication. Servers are compared if their termination is the same and neither `legacy` nor `none`, or if all but one use client certificates, or all but one a gateway, on ActiveSync; states of one computer are not.',
    why: 'Sign-in fails when a client reaches a server of the namespace with different settings.',
    fix: 'Configure the server like the others, or check servers of different namespaces separately.',
    symptom: 'Sign-in works for some requests of a device and fails for others.',
    commands: ['exchange-cba compare <server> <server>'],
    uncertain: 'The files do not show which servers share a namespace.',
    sources: [sources.procedure],
  },
  messages: {
    differs:
      '{path}: sign-in settings differ from {other}, so clients may fail on one server. Configure all servers alike.',
  },
  applies: ({ settings }) => settings.peers.areSeveral,
  check(server, report) {
    let found = false;
    for (const name of certificateVirtualDirectories) {
      const own = server.find(name, 'frontEnd');
      if (!own) continue;
      const { peers } = server.settings;
      const odd = peers.oddAgainst(
        { name, state: signInStateOf(own), usesCertificate: own.usesCertificate },
        server.termination.value,
      );
      if (!odd) continue;
      found = true;
      const at = own.placeOf(own.sslFlags, sections.access);
      const place = peers.placeOf(odd);
      report({
        message: 'differs',
        data: { path: own.configurationPath, other: nameOf(odd) },
        at,
        configurationPath: own.configurationPath,
        evidence: place
          ? [{ ...place, message: `${nameOf(odd)} has other settings for ${odd.configurationPath}.` }]
          : [],
      });
    }
    return truth(found);
  },
});

function nameOf({ root }: OtherDirectory): string {
  const folder = root.split('/').at(-1) ?? '';
  return folder === '' ? 'another server' : folder;
}
