// The command `rules`: every rule with its severity and what it finds.
import { displayWidth } from '../core/text/display.js';
import { styleFor, type RuleInfo } from '../core/face/reports.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { ruleInfos } from '../core/face/findings.js';
import { withArguments } from './usage.js';

export const rulesSpec: CommandSpec = {
  name: 'rules',
  parameters: '',
  minimum: 0,
  maximum: 0,
  summary: 'List the rules with their severities',
  options: [{ name: 'format', value: '<format>', choices: ['text', 'json'], help: 'Output format (default text)' }],
};

export function runRules(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    rulesSpec,
    args,
    host,
    output,
    () => null,
    (read, out) => {
      out.write(read.value('format') === 'json' ? jsonList(ruleInfos, host.version) : textList(ruleInfos, out.color));
      return Promise.resolve(exitCode.clean);
    },
  );
}

function jsonList(rules: readonly RuleInfo[], version: string): string {
  return `${JSON.stringify({ tool: 'exchange-cba', version, rules }, null, 2)}\n`;
}

function textList(rules: readonly RuleInfo[], color: boolean): string {
  const style = styleFor(color);
  const width = Math.max(0, ...rules.map(({ id }) => displayWidth(id)));
  const lines: string[] = [];
  let group = '';
  for (const { id, severity, title } of rules) {
    const own = id.slice(0, id.indexOf('/'));
    if (own !== group) lines.push(...(lines.length > 0 ? [''] : []), style.strong(own));
    group = own;
    lines.push(`  ${id.padEnd(width)}  ${style.severity(severity, severity.padEnd('information'.length))}  ${title}`);
  }
  return `${lines.join('\n')}\n`;
}
