// A Kerberos sign-in holds for a whole connection that a device may share among users.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { and, isOn, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/auth-persist-non-ntlm',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Kerberos sign-in kept for the connection',
    what: 'A device takes the certificate, and `authPersistNonNTLM="true"` is written for the path itself. What the path inherits is not reported: Exchange sets it for the whole server.',
    why: 'A Kerberos sign-in then holds for the connection, not for the request. A device that sends the requests of several users through one connection might mix them up.',
    fix: 'Follow the guide of the device; where it wants every request signed in by itself, set `authPersistNonNTLM="false"`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /authPersistNonNTLM:False /commit:apphost',
    ],
    uncertain:
      'Whether a device shares connections among users is known to its maker alone. The value is what Exchange ships for the server, and no mistake by itself.',
    sources: [sources.windows],
  },
  messages: {
    kept: '{path}: authPersistNonNTLM="{value}" keeps a sign-in for the connection; a device that shares it may need "false".',
  },
  applies: behindDevice,
  check(directory, report) {
    const { windows, server, configurationPath } = directory;
    const persist = directory.windowsOption('authPersistNonNTLM');
    const verdict = and(isOn(windows), isOn(persist), truth(directory.owns(persist)));
    if (verdict === 'yes') {
      report({
        message: 'kept',
        data: { path: configurationPath, value: persist.raw ?? 'true' },
        at: directory.placeOf(persist, sections.windows),
        remedies: remedy(
          'Sign every request in by itself',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'authPersistNonNTLM', 'false'),
        ),
      });
    }
    return verdict;
  },
});
