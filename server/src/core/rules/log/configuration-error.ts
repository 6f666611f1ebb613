// 500.19: IIS cannot read the configuration of the virtual directory.
import { defineLogRule, hasStatus, logSources, win32Details } from '../log-rule.js';

export default defineLogRule({
  id: 'log/configuration-error',
  severity: 'error',
  title: 'Invalid configuration',
  shows: '500.19, the configuration is invalid',
  means: 'IIS could not read the configuration of the virtual directory (500.19), so every request fails.',
  why: 'A web.config contains a locked section, a file is not well-formed, or an entry is duplicated. The Win32 code shows which.',
  fix: 'Run "exchange-cba check" on the configuration files of the server, and correct what it reports.',
  advice: 'Check the configuration files of the server',
  sources: [logSources.statusCodes],
  selects: hasStatus(500, 19),
  details: win32Details({
    0x8007_0021: 'A section is locked above the file that sets it (0x80070021).',
    0x8007_000d: 'A file is not well-formed or has an unknown element or attribute (0x8007000D).',
    0x8007_00b7: 'An entry or a section is duplicated (0x800700B7).',
    33: 'A section is locked above the file that sets it (33).',
    13: 'A file is not well-formed or has an unknown element or attribute (13).',
    183: 'An entry or a section is duplicated (183).',
  }),
  setting: 'lockedSection',
});
