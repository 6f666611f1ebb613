// Extended Protection is stricter than Exchange supports.
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, holds, isOn, not } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'layout/extended-protection-unexpected',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Extended Protection stricter than supported',
    what: "`tokenChecking` is `Require` on ActiveSync or EWS of the front end, where Microsoft has `Allow`. Laxer values are not reported: servers set by Microsoft's own script have them. With a device in front it is `device/extended-protection-required`, beside client certificates `layout/extended-protection-inert`.",
    why: 'Windows authentication refuses clients that do not send a channel binding token. While it is off, the value does nothing.',
    fix: "Set `Allow`, the value of Microsoft's script.",
    symptom: 'Status 401.1 with win32 status 2148074310 (SEC_E_BAD_BINDINGS).',
    commands: [
      'Set-WebConfigurationProperty -PSPath IIS:\\ -Location "Default Web Site/EWS" -Filter system.webServer/security/authentication/windowsAuthentication -Name extendedProtection.tokenChecking -Value Allow',
    ],
    sources: [sources.extendedProtection],
  },
  messages: {
    require:
      '{path}: tokenChecking="Require" refuses clients without a channel binding token. Set "Allow", as Microsoft has it.',
    wouldRequire:
      '{path}: with tokenChecking="Require", Windows authentication would refuse clients without a binding token. Set "Allow".',
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
        evidence: remarks(at, [tokenChecking, 'The value comes from here.']),
        remedies: remedy('Allow Extended Protection', 'no', allow),
      });
    }
    return verdict;
  },
});
