// The findings that are about this tool's own instructions: comments and settings that do not do what they
// say.
import type { Severity } from '../rules/finding.js';

export interface OwnRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

export const unusedSuppression: OwnRule = {
  id: 'lint/unused-suppression',
  severity: 'warning',
  title: 'Unused suppression',
  what: 'An `exchange-cba-disable-next-line` or `exchange-cba-disable-file` comment suppresses no finding.',
  why: 'The finding it was written for is gone, the comment is in the wrong place, or the rule does not exist. If it stays, it may hide the next such problem.',
  fix: 'Remove the comment or correct the rule id. A comment for the next line goes directly before the element that the finding is in.',
};

export const invalidSetting: OwnRule = {
  id: 'lint/invalid-setting',
  severity: 'warning',
  title: 'Invalid setting',
  what: 'A `.exchange-cba.json` file holds an unknown setting, a value that the setting does not accept, or a virtual directory or file that does not exist.',
  why: 'The setting is ignored, so files are not checked as the settings file says.',
  fix: 'Correct the name or the value; the message lists the valid ones.',
};

export const tooManyFindings: OwnRule = {
  id: 'lint/too-many-findings',
  severity: 'information',
  title: 'More findings than shown',
  what: 'A rule has more findings in one file than are reported. The message says how many more there are; the summary counts all of them.',
  why: 'A damaged or hostile file can hold millions of mistakes. Reports stay readable, and their size stays in proportion to the file.',
  fix: 'Correct the findings that are shown, and check again.',
};

export const ownRules: readonly OwnRule[] = [invalidSetting, unusedSuppression, tooManyFindings];
