// A Kerberos sign-in holds for a whole connection that a device may share among users.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { and, isOn, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/auth-persist-non-ntlm',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Kerberos authentication kept per connection',
    what: 'A gateway validates client certificates, and `authPersistNonNTLM="true"` is set for the virtual directory itself. An inherited value is not reported: Exchange sets it for the whole server.',
    why: 'Kerberos authentication then applies to the connection, not to the request. A gateway that sends requests of several users over one connection might mix the users up.',
    fix: 'Follow the guide for your gateway; if it needs every request authenticated, set `authPersistNonNTLM="false"`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /authPersistNonNTLM:False /commit:apphost',
    ],
    uncertain: 'Whether a gateway shares connections among users depends on the product.',
    sources: [sources.windows],
  },
  messages: {
    kept: '{path}: authPersistNonNTLM="{value}" authenticates once per connection; a gateway that shares connections may need "false".',
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
          'Authenticate every request',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'authPersistNonNTLM', 'false'),
        ),
      });
    }
    return verdict;
  },
});
