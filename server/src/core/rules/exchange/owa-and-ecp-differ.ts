// One of Outlook on the web and the admin center takes certificates, the other does not.
import { sections } from '../../exchange/sections.js';
import { asksItself, mapsItself, otherMethod, requiresItself } from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { remarks } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { and, not, or } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { endAtExchange, endNowhere, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/owa-and-ecp-differ',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.access, sections.mapping],
  docs: {
    title: 'Outlook on the web and the admin center differ',
    what: 'One of `owa` and `ecp` requires client certificates and maps them, everything else off, and the other is left as Exchange ships it. Where one of them has a mistake of its own, only that is reported.',
    why: "The procedure handles the two together, because users go from one to the other: the options of Outlook on the web are pages of the admin center's virtual directory.",
    fix: 'Let certificates end at Exchange on both, or on neither. Only you can know which.',
    commands: [
      'Set-EcpVirtualDirectory "<server>\\ecp (Default Web Site)" -BasicAuthentication $false -WindowsAuthentication $false -DigestAuthentication $false -FormsAuthentication $false -AdfsAuthentication $false',
    ],
    sources: [sources.procedure],
  },
  messages: {
    differ:
      '{path} takes no client certificates, but {other} requires them, and users go from one to the other. Align the two.',
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
          evidence: remarks(
            at,
            [left.sslFlags, `The flags that hold for ${left.configurationPath}.`],
            [done.sslFlags, `${done.configurationPath} requires certificates.`],
            [done.mapping, `${done.configurationPath} maps them.`],
          ),
          remedies: alternatives(
            ...remedy(`Require client certificates on ${left.name!} too`, 'yes', ...endAtExchange(left)),
            ...remedy(`Take no client certificates on ${done.name!} either`, 'yes', ...endNowhere(done)),
          ),
        });
      }
      return verdict;
    });
    return or(...verdicts);
  },
});

function isDone(directory: VirtualDirectory): Truth {
  return and(requiresItself(directory), directory.requiresSsl, mapsItself(directory), not(otherMethod(directory)));
}

function isLeft(directory: VirtualDirectory): Truth {
  return and(not(directory.usesCertificate), not(asksItself(directory)), otherMethod(directory));
}
