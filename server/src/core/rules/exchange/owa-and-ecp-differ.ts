// One of Outlook on the web and the admin center takes certificates, the other does not.
import { sections } from '../../sign-in/sections.js';
import { asksItself, mapsItself, ownsRequirement } from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { and, not, or } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { exchangeChanges, defaultChanges, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/owa-and-ecp-differ',
  severity: 'warning',
  yields: true,
  subject: 'exchange',
  sections: [sections.access, sections.mapping],
  docs: {
    title: 'Different owa and ecp settings',
    what: 'One of `owa` and `ecp` requires and maps client certificates with every other method disabled, and the other keeps the Exchange defaults. If one of them has a problem of its own, only that problem is reported.',
    why: 'The procedure configures both because users move between them: the options of Outlook on the web are pages of the `ecp` virtual directory.',
    fix: 'Use client certificates on both or on neither. Only you know which is intended.',
    commands: [
      'Set-EcpVirtualDirectory "<server>\\ecp (Default Web Site)" -BasicAuthentication $false -WindowsAuthentication $false -DigestAuthentication $false -FormsAuthentication $false -AdfsAuthentication $false',
    ],
    sources: [sources.procedure],
  },
  messages: {
    differ:
      'Client certificates are not required for {path} but are for {other}, and users move between the two. Configure both alike.',
  },
  applies: (server) =>
    server.find('owa', 'frontEnd') !== undefined &&
    server.find('ecp', 'frontEnd') !== undefined &&
    ['auto', 'exchange'].includes(server.settings.termination),
  check(server, report) {
    const owa = server.find('owa', 'frontEnd')!;
    const ecp = server.find('ecp', 'frontEnd')!;
    const verdicts = (
      [
        [owa, ecp],
        [ecp, owa],
      ] as const
    ).map(([done, left]) => {
      const verdict = and(isDone(done), isLeft(left));
      if (verdict === 'yes') {
        const at = left.placeOf(left.sslFlags, sections.access);
        report({
          message: 'differ',
          data: { path: left.configurationPath, other: done.configurationPath },
          configurationPath: left.configurationPath,
          at,
          evidence: notes(
            at,
            [left.sslFlags, `The effective flags of ${left.configurationPath}.`],
            [done.sslFlags, `${done.configurationPath} requires certificates.`],
            [done.mapping, `${done.configurationPath} maps certificates.`],
          ),
          remedies: alternatives(
            ...remedy(`Require client certificates on ${left.name!}`, 'yes', ...exchangeChanges(left)),
            ...remedy(`Disable client certificates on ${done.name!}`, 'yes', ...defaultChanges(done)),
          ),
        });
      }
      return verdict;
    });
    return or(...verdicts);
  },
});

function isDone(directory: VirtualDirectory): Truth {
  return and(ownsRequirement(directory), directory.requiresSsl, mapsItself(directory), not(directory.otherMethod));
}

function isLeft(directory: VirtualDirectory): Truth {
  return and(not(directory.usesCertificate), not(asksItself(directory)), directory.otherMethod);
}
