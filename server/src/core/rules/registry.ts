// Written by `npm run generate` from the files beside it: every rule, sorted by id.
import type { Rule } from './rule.js';

export const rules: readonly Rule[] = [];
