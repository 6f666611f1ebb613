// The address under which the page of a rule opens: the command of this extension.
import { openRuleCommand } from './command-ids.js';

/** With `{rule}` for the rule's id. */
export const ruleAddress = `command:${openRuleCommand}?${encodeURIComponent('["{rule}"]').replace('%7Brule%7D', '{rule}')}`;
