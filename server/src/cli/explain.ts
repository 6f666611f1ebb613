// The command `explain`: what a status means, what causes it, and which causes the files of a server prove or
// exclude.
import { verifySignature } from '../adapters/signatures.js';
import {
  explain,
  explainOn,
  explainable,
  explanationJson,
  explanationMarkdown,
  explanationText,
  pathOfInterest,
  variantsOf,
  type Explanation,
  type Subject,
} from '../core/face/simulation.js';
import type { Place } from '../core/text/range.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { ruleIds } from '../core/face/findings.js';
import { deviceCertificate } from '../prediction/device-certificate.js';
import { pathProblem } from './path-argument.js';
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
    'The status is a status of the IIS log with its substatus and Windows code (403.16.2148204809), a Windows code alone, a reason of the HTTPERR log, or the ID of a rule.',
    'Exit codes: 0 explained, 2 no such status, 3 input that could not be read.',
  ],
  options: [
    { name: 'path', value: '<url-or-path>', help: 'The path of the request (default ActiveSync)' },
    { name: 'format', value: '<format>', choices: ['text', 'json', 'markdown'], help: 'How to print (default text)' },
    terminationOption,
    configOption,
  ],
};

export function runExplain(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    explainSpec,
    args,
    host,
    output,
    ({ parameters: [text = ''] }) =>
      explainable(text)
        ? null
        : `'${text}' is not a known status, reason, or rule, such as 403.7, 0x800B0109, or AppOffline.`,
    async (read, out) => {
      const [text = '', server] = read.parameters;
      const subject = explainable(text)!;
      const settings = await readSettingsArguments(read, host, out);
      if (!settings) return exitCode.unreadable;
      const loaded = server === undefined ? null : await loadWorld(server, settings, host, out, { now: host.now() });
      if (server !== undefined && !loaded) return exitCode.unreadable;
      const problem = pathProblem(read.value('path'), loaded?.world ?? null);
      if (problem !== null) {
        out.warn(`exchange-cba: ${problem}.`);
        return exitCode.usage;
      }
      const explanation = loaded ? await onServer(subject, loaded, read.value('path')) : explain(subject);
      const context = {
        relativePath: (uri: string) => loaded?.loaded.projectLoader.name(uri) ?? uri,
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
