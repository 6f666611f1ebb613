// ActiveSync of a legacy server signs in otherwise than by Basic.
import { legacyActiveSync } from '../../exchange/coexistence.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn, not, or } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'coexistence/legacy-active-sync-not-basic',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.windows],
  docs: {
    title: 'ActiveSync of a legacy server without its default Basic',
    what: 'ActiveSync of a legacy Client Access server has Basic off, or Windows authentication on.',
    why: 'In coexistence the legacy ActiveSync goes back to its default, Basic; requests that a newer server passes on arrive at `Proxy`, which has Windows authentication.',
    fix: 'Turn Basic on and Windows authentication off. The fix does both; it is safe where only Basic has to be turned on.',
    symptom: 'Users whose mailbox is still on the legacy server do not synchronise.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<legacy server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $true -WindowsAuthEnabled $false -ClientCertAuth Ignore',
    ],
    sources: [sources.seed],
  },
  messages: {
    basicOff: '{path}: Basic is off, but ActiveSync of a legacy server is to have it, as it ships. Turn it on.',
    windowsOn:
      '{path}: Windows authentication is on, but ActiveSync of a legacy server is to have Basic only. Turn it off.',
  },
  applies: legacyActiveSync,
  check(directory, report) {
    const { basic, windows, configurationPath } = directory;
    const basicOff = not(isOn(basic));
    const windowsOn = isOn(windows);
    const remedies = remedy(
      'Let ActiveSync take Basic only',
      windowsOn,
      ...authentication(directory, 'basic', true),
      ...authentication(directory, 'windows', false),
    );
    // One mistake, whichever way round: said where Windows was turned on, if it was.
    if (windowsOn === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const evidence = remarks(
        at,
        [windows, 'Windows authentication is on here.'],
        ...(basicOff === 'yes' ? [[basic, 'Basic is off here.'] as const] : []),
      );
      report({ message: 'windowsOn', data: { path: configurationPath }, at, evidence, remedies });
    } else if (basicOff === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      const evidence = remarks(at, [basic, 'Basic is off here.']);
      report({ message: 'basicOff', data: { path: configurationPath }, at, evidence, remedies });
    }
    return or(basicOff, windowsOn);
  },
});
