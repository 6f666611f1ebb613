// Face of core: configurations as a project: files and settings go in, answers come out.
export { createProject, projectSteps, rules, CheckedProject } from '../create-project.js';
export type { ServerConfiguration } from '../iis/configuration.js';
export { levelsOf, normalizeConfigurationPath } from '../iis/paths.js';
export type { Project, ProjectSteps } from '../project.js';
export { decisiveSections } from '../sign-in/sections.js';
export type { CheckedServer } from '../workspace/assembled-server.js';
export type { Plan } from '../workspace/plans.js';
export type { ProjectInput, ProjectSettings } from '../workspace/input.js';
