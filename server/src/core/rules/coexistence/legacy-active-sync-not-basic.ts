// ActiveSync of a legacy server signs in otherwise than by Basic.
import { legacyActiveSync } from '../../exchange/coexistence.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, not, or } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/legacy-active-sync-not-basic',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.windows],
  docs: {
    title: 'Legacy ActiveSync authentication changed',
    what: 'ActiveSync on a legacy Client Access server has Basic authentication disabled or Windows authentication enabled.',
    why: 'In coexistence, legacy ActiveSync keeps its default, Basic authentication; requests forwarded by a newer server arrive at `Proxy`, which uses Windows authentication.',
    fix: 'Enable Basic authentication and disable Windows authentication. The fix does both; it is safe if only Basic authentication must be enabled.',
    symptom: 'Users whose mailbox is still on the legacy server cannot synchronize.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<legacy server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $true -WindowsAuthEnabled $false -ClientCertAuth Ignore',
    ],
    sources: [sources.seed],
  },
  messages: {
    basicOff:
      '{path}: Basic authentication is disabled, but legacy ActiveSync needs it (the Exchange default). Enable it.',
    windowsOn:
      '{path}: Windows authentication is enabled, but legacy ActiveSync should use Basic authentication only. Disable it.',
  },
  applies: legacyActiveSync,
  check(directory, report) {
    const { basic, windows, configurationPath } = directory;
    const basicOff = not(isOn(basic));
    const windowsOn = isOn(windows);
    const remedies = remedy(
      'Use Basic authentication only',
      windowsOn,
      ...authentication(directory, 'basic', true),
      ...authentication(directory, 'windows', false),
    );
    // One mistake, whichever way round: said where Windows was turned on, if it was.
    if (windowsOn === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const evidence = notes(
        at,
        [windows, 'Windows authentication is enabled here.'],
        ...(basicOff === 'yes' ? [[basic, 'Basic authentication is disabled here.'] as const] : []),
      );
      report({ message: 'windowsOn', data: { path: configurationPath }, at, evidence, remedies });
    } else if (basicOff === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      const evidence = notes(at, [basic, 'Basic authentication is disabled here.']);
      report({ message: 'basicOff', data: { path: configurationPath }, at, evidence, remedies });
    }
    return or(basicOff, windowsOn);
  },
});
