// Windows authentication offers something that is not a provider.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, isOn } from '../../iis/truth.js';
import { providers, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const known: readonly string[] = ['negotiate', 'ntlm', 'negotiate:kerberos', 'negotiate:pku2u'];

export default defineRule({
  id: 'device/provider-unknown',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Unknown Windows authentication provider',
    what: 'A gateway validates client certificates, and the Windows authentication providers contain an entry other than `Negotiate`, `NTLM`, `Negotiate:Kerberos`, and `Negotiate:PKU2U`.',
    why: 'IIS has no such provider; `Kerberos` alone, for example, does not exist. The entry has no effect or not the intended one.',
    fix: 'Remove or correct the entry. The fix sets Negotiate and NTLM.',
    commands: [
      'appcmd list config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication',
    ],
    uncertain: 'The known providers are those of the IIS reference; a server may have others installed.',
    sources: [sources.windows],
  },
  messages: {
    unknown: '{path}: "{value}" is not a Windows authentication provider. Set Negotiate and NTLM.',
  },
  applies: behindDevice,
  check(directory, report) {
    const { windows, providers: list, configurationPath } = directory;
    const isUnknown = ({ name }: { readonly name: string }): boolean => !known.includes(name.toLowerCase());
    const verdict = and(
      isOn(windows),
      holds(list, (entries) => entries.some(isUnknown)),
    );
    if (verdict === 'yes' && list.state === 'known') {
      for (const { name, origin } of list.value.filter(isUnknown)) {
        const entry = { ...list, origin };
        const at = directory.placeOf(entry, sections.windows);
        report({
          message: 'unknown',
          data: { path: configurationPath, value: name },
          at,
          evidence: notes(at, [windows, 'Windows authentication is enabled here.'], [entry, 'The entry is here.']),
          remedies: remedy('Set providers Negotiate and NTLM', 'unknown', ...providers(directory)),
        });
      }
    }
    return verdict;
  },
});
