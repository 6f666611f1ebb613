// The ids of all commands, known to the first stage, which loads the rest when one is run.

export const commandIds = [
  'exchangeCba.checkWorkspace',
  'exchangeCba.showEffective',
  'exchangeCba.openRule',
  'exchangeCba.restartServer',
  'exchangeCba.showOutput',
] as const;

export type CommandId = (typeof commandIds)[number];
