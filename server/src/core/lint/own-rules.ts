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
  why: 'The finding no longer exists, the comment is in the wrong place, or the rule does not exist. A comment that remains may hide a later problem.',
  fix: 'Remove the comment or correct the rule id. Place a comment for the next line directly before the element that contains the finding.',
};

export const invalidSetting: OwnRule = {
  id: 'lint/invalid-setting',
  severity: 'warning',
  title: 'Invalid setting',
  what: 'A `.exchange-cba.json` file contains an unknown setting, an invalid value, or a virtual directory or file that does not exist.',
  why: 'The setting is ignored, so files are checked without it.',
  fix: 'Correct the name or the value; the message lists the valid ones.',
};

export const tooManyFindings: OwnRule = {
  id: 'lint/too-many-findings',
  severity: 'information',
  title: 'More findings than shown',
  what: 'A rule has more findings in one file than the report shows. The message gives the number of the others; the summary counts all of them.',
  why: 'A damaged or hostile file can contain millions of mistakes. The limit keeps reports readable and their size in proportion to the file.',
  fix: 'Correct the findings that are shown, and check the file again.',
};

export const ownRules: readonly OwnRule[] = [invalidSetting, unusedSuppression, tooManyFindings];
