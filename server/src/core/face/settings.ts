// Face of core: settings files and the values of settings.
export type { TerminationKind, TerminationSetting } from '../exchange/termination.js';
export { borderOf } from '../lint/border.js';
export { schemaFolderOf, settingsFileOf } from '../lint/settings-file.js';
export { initialSettingsText } from '../workspace/initial-settings.js';
export {
  parseRuleOverride,
  parseSettings,
  ruleSeverities,
  settingsFileName,
  terminationSettings,
  type FileSettings,
  type RuleSeverity,
} from '../lint/settings.js';
