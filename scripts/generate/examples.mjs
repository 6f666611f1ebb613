// What the fixtures of a rule show of it: the findings it gives, its remedies, and a text before and after.

/** `compiled` are the modules of the tests' support and of core that read and check fixtures. */
export function examplesOf(id, { fixturesOf, judgeFixture, applyEdits, fileOf }) {
  const remedies = new Map();
  const severities = new Set();
  let example = null;
  for (const fixture of fixturesOf(id)) {
    const project = judgeFixture(fixture);
    for (const finding of project.analysis.findings.filter(({ rule }) => rule === id)) {
      severities.add(finding.severity);
      const changes = finding.remedies.map((remedy) => {
        const kinds = remedies.get(remedy.title) ?? new Set();
        remedies.set(remedy.title, kinds.add(remedy.kind));
        const edits = project.edits([remedy]);
        if ('problem' in edits) throw new Error(`${fixture.name}: ${edits.problem}`);
        const files = edits.map(({ uri, edits: list }) => {
          const before = fixture.files.get(fileOf(uri));
          return { file: fileOf(uri), before, after: applyEdits(before, list) };
        });
        return { title: remedy.title, alternative: remedy.alternative ?? false, files };
      });
      const shown = changes.filter(({ files }) => files.length > 0);
      if (example && (example.changes.length > 0 || shown.length === 0)) continue;
      const file = fileOf(finding.uri);
      const text = fixture.files.get(file);
      example = { message: finding.message, file, text, range: finding.range, changes: shown };
    }
  }
  return { remedies, severities: [...severities], example };
}
