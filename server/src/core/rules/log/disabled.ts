// ActiveSync requests are not logged, so that no failure can be looked up.
import { siteLogAttribute } from '../../exchange/site-log.js';
import { readBoolean } from '../../iis/read.js';
import { isOn, or, truth } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { logSources } from '../log-rule.js';
import { defineRule } from '../rule.js';
import { remedy } from '../support/fixes.js';

const httpLogging = 'system.webServer/httpLogging';

export default defineRule({
  id: 'log/disabled',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [httpLogging],
  docs: {
    title: 'IIS logging disabled',
    what: '`logFile` of the front-end site has `enabled="false"`, or `httpLogging` of ActiveSync has `dontLog="true"`.',
    why: 'IIS writes no log of ActiveSync requests. Their status, substatus, and Win32 status are the only record of why a client certificate was rejected.',
    fix: 'Enable logging of the site, and set `dontLog` to `false`.',
    sources: [logSources.iisLogging, logSources.httpLogging],
  },
  messages: {
    site: '{site}: logging is disabled, so failed sign-ins leave no trace. Set enabled="true" on logFile.',
    path: '{path}: requests are not logged, so failed sign-ins leave no trace. Set dontLog="false".',
  },
  applies: ({ role, name }) => role === 'frontEnd' && name === 'activeSync',
  check(directory, report) {
    const { configurationPath: path, server, site } = directory;
    const enabled = siteLogAttribute(site, 'enabled');
    const isOff = enabled?.value.trim().toLowerCase() === 'false';
    if (enabled !== undefined && isOff) {
      const at = { uri: server.configuration.applicationHost.uri, range: enabled.valueRange };
      report({ message: 'site', data: { site: site.name.value }, at, configurationPath: site.configurationPath });
    }
    const dontLog = readBoolean(server.configuration, path, httpLogging, 'dontLog');
    const isSilent = isOn(dontLog);
    if (isSilent === 'yes') {
      report({
        message: 'path',
        data: { path },
        at: directory.placeOf(dontLog, httpLogging),
        remedies: remedy('Enable logging', 'no', setting(server.configuration, path, httpLogging, 'dontLog', 'false')),
      });
    }
    return or(truth(isOff), isSilent);
  },
});
