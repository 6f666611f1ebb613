// The ids of the commands that need the second stage; the first registers them and loads it when one is run.

export const commandIds = [
  'exchangeCba.checkWorkspace',
  'exchangeCba.showEffective',
  'exchangeCba.restartServer',
  'exchangeCba.showOutput',
  'exchangeCba.readinessReport',
  'exchangeCba.compareServers',
  'exchangeCba.setUp',
  'exchangeCba.fixServer',
  'exchangeCba.copyFix',
  'exchangeCba.exportReport',
  'exchangeCba.saveBaseline',
  'exchangeCba.showOnlyFindings',
  'exchangeCba.showAllNodes',
  'exchangeCba.checkFile',
  'exchangeCba.openLocation',
  'exchangeCba.openWebConfig',
  'exchangeCba.openFolder',
  'exchangeCba.comparePath',
  'exchangeCba.copyPath',
  'exchangeCba.copyAppcmd',
  'exchangeCba.copyEvidenceCommand',
  'exchangeCba.analyzeLogs',
  'exchangeCba.explainStatus',
  'exchangeCba.simulate',
  'exchangeCba.refreshDiagnosis',
  'exchangeCba.copyCommand',
  'exchangeCba.pasteAnswer',
  'exchangeCba.addAnswerFile',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Needs no second stage: the pages of the rules are in the extension's folder. */
export const openRuleCommand = 'exchangeCba.openRule';
