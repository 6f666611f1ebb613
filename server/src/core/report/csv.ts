// The readiness report as one table for a spreadsheet: a row for each step of the checklists, each finding,
// and each file that was not checked.
import type { Analysis } from '../lint/analysis.js';
import { groupByServer } from '../lint/by-server.js';
import { csvRow, type CsvValue } from '../text/csv.js';
import type { Place } from '../text/range.js';
import { Places, type ReportContext } from './context.js';
import { notCheckedLines } from './not-checked.js';
import { capitalise, stateName } from './words.js';

const columns = ['Server', 'Type', 'State', 'Configuration path', 'Text', 'Rule', 'File', 'Line', 'Column'];

export function csvReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const rows: CsvValue[][] = [columns];
  const nowhere = [null, null, null];
  groupByServer(analysis).forEach(({ root, findings }) => {
    const server = root === null ? null : context.relativePath(root);
    const steps = context.checklists?.find((checklist) => checklist.root === root)?.steps ?? [];
    for (const { title, state, rule, evidence } of steps) {
      const [first] = evidence;
      const place = first ? placeCells(first, places, context) : nowhere;
      rows.push([server, 'Step', stateName(state), null, title, rule ?? null, ...place]);
    }
    for (const finding of findings) {
      const { severity, configurationPath, message, rule } = finding;
      const place = placeCells(finding, places, context);
      rows.push([server, 'Finding', capitalise(severity), configurationPath, message, rule, ...place]);
    }
  });
  for (const line of notCheckedLines(analysis, context)) {
    rows.push([null, 'Not checked', null, null, line, null, ...nowhere]);
  }
  for (const { rule, message } of analysis.failures) {
    rows.push([null, 'Internal error', null, null, message, rule, ...nowhere]);
  }
  return rows.map(csvRow).join('');
}

/** File, line, and column, the last two from one. */
export function placeCells(
  place: Place,
  places: Places,
  { relativePath }: Pick<ReportContext, 'relativePath'>,
): CsvValue[] {
  const { start } = places.at(place);
  return [relativePath(place.uri), start.line + 1, start.character + 1];
}
