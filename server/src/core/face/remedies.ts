// Face of core: fixes as edits and as scripts.
export { appcmdList } from '../remedy/appcmd.js';
export { combine } from '../remedy/combine.js';
export { remedyDiff } from '../remedy/diff.js';
export { notesOf } from '../remedy/notes.js';
export { changesFiles, type Remedy } from '../remedy/remedy.js';
export { scriptFor, scriptForms } from '../remedy/scripts.js';
export type { ScriptForm } from '../remedy/scripts.js';
export type { SetUpChoices } from '../remedy/set-up.js';
export { switchTermination, type SwitchTarget } from '../remedy/switch.js';
export { repair, repairDiff, type Repair } from '../repair.js';
export type { RepairMode } from '../workspace/plans.js';
