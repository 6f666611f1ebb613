// The two findings that are about this tool's own instructions: comments and settings that do not do what they say.
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
  title: 'Suppression without effect',
  what: 'A comment `exchange-cba-disable-next-line` or `exchange-cba-disable-file` silences nothing.',
  why: 'It was written for a mistake that is gone, stands in the wrong place, or names a rule that does not exist. Left there, it hides the next such mistake, or hides nothing while it looks as if it did.',
  fix: 'Remove the comment, or correct the rule id; a comment for the next line goes directly before the element that the finding is in.',
};

export const invalidSetting: OwnRule = {
  id: 'lint/invalid-setting',
  severity: 'warning',
  title: 'Invalid setting',
  what: 'A `.exchange-cba.json` holds a setting that is not known, a value that the setting does not take, or a virtual directory or file that is not there.',
  why: 'The setting is ignored, so that files are judged otherwise than the settings file says.',
  fix: 'Correct the name or the value; the message says which ones there are.',
};

export const ownRules: readonly OwnRule[] = [invalidSetting, unusedSuppression];
