// Extended Protection is required where it has no effect.
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, holds, isOn, not } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'layout/extended-protection-inert',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access],
  docs: {
    title: 'Extended Protection without effect',
    what: 'ActiveSync asks for client certificates, Windows authentication is off, and `tokenChecking` is `Require`.',
    why: 'Extended Protection belongs to Windows authentication. With that off it protects nothing and breaks nothing.',
    fix: 'Leave it, or set it back to `Allow` so that a later switch to Windows authentication does not fail.',
    sources: [sources.extendedProtection],
  },
  messages: {
    inert: '{path}: tokenChecking="Require" has no effect while Windows authentication is off.',
  },
  applies: ({ role, name, termination }) => role === 'frontEnd' && name === 'activeSync' && termination !== 'device',
  check(directory, report) {
    const { tokenChecking, windows, sslFlags, configurationPath: path } = directory;
    const verdict = and(
      directory.asksForCertificate,
      not(isOn(windows)),
      holds(tokenChecking, (value) => value === 'Require'),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(tokenChecking, sections.windows);
      report({
        message: 'inert',
        data: { path },
        at,
        evidence: remarks(
          at,
          [windows, 'Windows authentication is off here.'],
          [sslFlags, 'Certificates are asked for here.'],
        ),
      });
    }
    return verdict;
  },
});
