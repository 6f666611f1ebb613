// Extended Protection is required where it has no effect.
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, isOn, not } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'layout/extended-protection-inert',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access],
  docs: {
    title: 'Ineffective Extended Protection setting',
    what: 'ActiveSync requests client certificates, Windows authentication is disabled, and `tokenChecking` is `Require`.',
    why: 'Extended Protection is part of Windows authentication. While that is disabled, the setting has no effect.',
    fix: 'Leave it, or set it to `Allow` so that a later change to Windows authentication does not fail.',
    sources: [sources.extendedProtection],
  },
  messages: {
    inert: '{path}: tokenChecking="Require" has no effect while Windows authentication is disabled.',
  },
  applies: ({ role, name, termination }) => role === 'frontEnd' && name === 'activeSync' && termination !== 'device',
  check(directory, report) {
    const { tokenChecking, windows, configurationPath: path } = directory;
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
        evidence: notes(at, [windows, 'Windows authentication is disabled here.'], certificateNote(directory)),
      });
    }
    return verdict;
  },
});
