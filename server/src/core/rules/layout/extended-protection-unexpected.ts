// Extended Protection is stricter than Exchange supports.
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, isOn, not } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'layout/extended-protection-unexpected',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Unsupported Extended Protection setting',
    what: "`tokenChecking` is `Require` on ActiveSync or EWS of the front end, where Microsoft sets `Allow`. Less strict values are not reported because servers configured with Microsoft's script have them. Behind a gateway, `device/extended-protection-required` reports it; with client certificates, `layout/extended-protection-inert` does.",
    why: 'Windows authentication rejects clients that send no channel binding token. While it is disabled, the value has no effect.',
    fix: "Set `Allow`, the value that Microsoft's script sets.",
    symptom: 'Status 401.1 with sc-win32-status 2148074310 (SEC_E_BAD_BINDINGS).',
    commands: [
      'Set-WebConfigurationProperty -PSPath IIS:\\ -Location "Default Web Site/EWS" -Filter system.webServer/security/authentication/windowsAuthentication -Name extendedProtection.tokenChecking -Value Allow',
    ],
    sources: [sources.extendedProtection],
  },
  messages: {
    require: '{path}: tokenChecking="Require" rejects clients that send no channel binding token. Set it to "Allow".',
    wouldRequire:
      '{path}: with tokenChecking="Require", Windows authentication would reject clients without a binding token. Set "Allow".',
  },
  applies: ({ role, name, termination }) =>
    role === 'frontEnd' && (name === 'ews' || (name === 'activeSync' && termination !== 'device')),
  check(directory, report) {
    const { tokenChecking, server, configurationPath: path } = directory;
    const beside = directory.name === 'activeSync' ? directory.asksForCertificate : 'no';
    const verdict = and(
      holds(tokenChecking, (value) => value === 'Require'),
      not(beside),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(tokenChecking, sections.windows);
      const element = ['extendedProtection'];
      const allow = setting(server.configuration, path, sections.windows, 'tokenChecking', 'Allow', { element });
      report({
        message: isOn(directory.windows) === 'yes' ? 'require' : 'wouldRequire',
        data: { path },
        at,
        evidence: notes(at, [tokenChecking, 'The value is set here.']),
        remedies: remedy('Accept Extended Protection without requiring it', 'no', allow),
      });
    }
    return verdict;
  },
});
