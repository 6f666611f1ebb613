// The command `explain`: what a status means, what causes it, and which causes the files of a server prove or exclude.
import { verifySignature } from '../adapters/signatures.js';
import { rules } from '../core/create-project.js';
import { explanationJson, explanationMarkdown, explanationText } from '../core/report/explanation.js';
import { explain, explainOn, subjectOf, type Explanation, type Subject } from '../core/simulate/explain.js';
import { causes } from '../core/simulate/causes.js';
import { pathOfInterest, variantsOf } from '../core/simulate/variants.js';
import type { Place } from '../core/text/range.js';
import type { CommandSpec } from './args.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { deviceCertificate } from './device-certificate.js';
import { ruleIds, ruleInfo } from '../core/workspace/rule-info.js';
import { loadWorld, type ServerWorld } from './server-world.js';
import { configOption, readSettingsArguments, terminationOption } from './settings-arguments.js';
import { withArguments } from './usage.js';

export const explainSpec: CommandSpec = {
  name: 'explain',
  parameters: '<status> [server]',
  minimum: 1,
  maximum: 2,
  summary: 'Explain a status, and which causes a server rules out',
  details: [
    'The status is a status of the IIS log with its sub-status and Windows code (403.16.2148204809), a Windows code alone, a reason of the HTTPERR log, or the ID of a rule.',
    'Exit codes: 0 explained, 2 no such status, 3 input that could not be read.',
  ],
  options: [
    { name: 'path', value: '<url-or-path>', help: 'The path of the request (default ActiveSync)' },
    { name: 'format', value: '<format>', choices: ['text', 'json', 'markdown'], help: 'How to print (default text)' },
    terminationOption,
    configOption,
  ],
};

export function runExplain(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  return withArguments(
    explainSpec,
    args,
    out,
    ({ parameters: [text = ''] }) => (find(text) ? null : `'${text}' is not a known status, reason, or rule.`),
    async (read) => {
      const [text = '', server] = read.parameters;
      const subject = find(text)!;
      const settings = await readSettingsArguments(read, host, out);
      if (!settings) return exitCode.unreadable;
      const loaded = server === undefined ? null : await loadWorld(server, settings, host, out, { now: host.now() });
      if (server !== undefined && !loaded) return exitCode.unreadable;
      const explanation = loaded ? await onServer(subject, loaded, read.value('path')) : explain(subject);
      const context = {
        relativePath: (uri: string) => loaded?.loaded.judging.name(uri) ?? uri,
        texts: loaded?.texts ?? new Map<string, string>(),
        outer: <T extends Place>(place: T) => loaded?.loaded.project.outer(place) ?? place,
        color: out.color,
        hasPage: (rule: string) => ruleIds.includes(rule),
      };
      const print = { json: explanationJson, markdown: explanationMarkdown, text: explanationText };
      out.write(print[(read.value('format') as keyof typeof print | undefined) ?? 'text'](explanation, context));
      return exitCode.clean;
    },
  );
}

async function onServer(subject: Subject, loaded: ServerWorld, path: string | undefined): Promise<Explanation> {
  const { world } = loaded;
  const certificate = await deviceCertificate(loaded, verifySignature);
  return explainOn(subject, variantsOf(path ?? pathOfInterest(world), subject.shown, certificate, world), world);
}

function find(text: string): Subject | null {
  return subjectOf(text) ?? ofRule(text);
}

function ofRule(id: string): Subject | null {
  const info = ruleInfo(id);
  if (!info) return null;
  return {
    status: id,
    meaning: `${info.title}. ${info.what ?? ''}`.trim(),
    win32: null,
    shown: null,
    causes: causes.filter(({ rules: found }) => found.includes(id)),
    sources: rules.find((rule) => rule.id === id)?.docs.sources.map(({ title }) => title) ?? [],
  };
}
