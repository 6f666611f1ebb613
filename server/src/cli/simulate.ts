// The command `simulate`: predicts what a request gets from a server, from its files alone.
import {
  readRequest,
  simulate,
  simulationJson,
  simulationText,
  type Origin,
  type Prediction,
} from '../core/face/simulation.js';
import type { Place } from '../core/text/range.js';
import type { Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { atOption, timeOf, timeProblem } from './time-argument.js';
import { readClientFile } from './client-file.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { withCertificate } from '../prediction/with-certificate.js';
import { pathProblem } from './path-argument.js';
import { loadWorld } from './server-world.js';
import { configOption, readSettingsArguments, terminationOption } from './settings-arguments.js';
import { withArguments } from './usage.js';

export const simulateSpec: CommandSpec = {
  name: 'simulate',
  parameters: '<server> <url-or-path>',
  minimum: 2,
  maximum: 2,
  summary: 'Predict the response to a request, and which setting decides it',
  details: [
    'No request is sent: the result comes from the configuration and from netsh output, registry exports, certificate stores, CRLs, and exports of accounts in the folder of the server. What the files do not show is listed with the command that shows it.',
    'A path means HTTPS on port 443 of the front end. Exit codes: 0 passes, 1 rejected, 2 usage error, 3 input that could not be read.',
  ],
  options: [
    { name: 'certificate', value: '<file>', help: "The client's certificate, or none (default none)" },
    {
      name: 'method',
      value: '<verb>',
      help: 'The HTTP verb (default OPTIONS on ActiveSync, POST with a body, otherwise GET)',
    },
    { name: 'body', value: '<bytes>', help: 'The length of the request body (default 0)' },
    { name: 'tls', value: '<version>', choices: ['1.2', '1.3'], help: 'The newest TLS version that the client offers' },
    { name: 'http2', help: 'The client uses HTTP/2' },
    {
      name: 'from',
      value: '<where>',
      choices: ['client', 'gateway', 'proxy', 'loopback'],
      help: 'Who sends the request (default client)',
    },
    { name: 'account', value: '<file>', repeated: true, help: 'An export of the account: LDIF, CSV, or JSON' },
    { name: 'password-file', value: '<file>', help: 'A file with the passwords of PKCS#12 files' },
    atOption,
    { name: 'steps', help: 'List every stage' },
    { name: 'format', value: '<format>', choices: ['text', 'json'], help: 'How to print (default text)' },
    terminationOption,
    configOption,
  ],
};

function problemOf(args: Arguments): string | null {
  const body = args.value('body');
  if (body !== undefined && !/^\d{1,12}$/.test(body)) return `--body takes a number of bytes, not '${body}'.`;
  const method = args.value('method');
  if (method !== undefined && !/^[a-z]{1,32}$/i.test(method)) return `--method takes an HTTP verb, not '${method}'.`;
  const request = readRequest(args.parameters[1]!, optionsOf(args));
  return 'problem' in request ? request.problem : timeProblem('at', args.value('at'));
}

function optionsOf(args: Arguments): Parameters<typeof readRequest>[1] {
  const body = args.value('body');
  return {
    method: args.value('method') ?? null,
    body: body === undefined ? null : Number(body),
    tls: (args.value('tls') as '1.2' | '1.3' | undefined) ?? null,
    http2: args.has('http2') ? true : null,
    from: (args.value('from') as Origin | undefined) ?? 'client',
    certificate: null,
  };
}

export function runSimulate(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(simulateSpec, args, host, output, problemOf, async (read, out) => {
    const now = timeOf(read, host);
    const settings = await readSettingsArguments(read, host, out);
    const accounts = read.values('account').map((path) => host.uriOf(path));
    const loaded = settings && (await loadWorld(read.parameters[0]!, settings, host, out, { now, accounts }));
    if (!loaded) return exitCode.unreadable;
    const file = read.value('certificate');
    let { world } = loaded;
    let certificate = null;
    const texts = new Map(loaded.texts);
    if (file !== undefined && file !== 'none') {
      const named = await readClientFile(file, read, host, out);
      if (!named) return exitCode.unreadable;
      if (named.file.text !== null) texts.set(named.uri, named.file.text);
      const prepared = await withCertificate(loaded, named);
      if (!prepared) {
        out.warn(`exchange-cba: ${loaded.loaded.projectLoader.name(named.uri)} holds no certificate.`);
        return exitCode.unreadable;
      }
      ({ world, certificate } = prepared);
    }
    const request = readRequest(read.parameters[1]!, { ...optionsOf(read), certificate });
    if ('problem' in request) return exitCode.usage;
    const problem = pathProblem(read.parameters[1], world);
    if (problem !== null) {
      out.warn(`exchange-cba: ${problem}.`);
      return exitCode.usage;
    }
    const prediction = simulate(request, world);
    if (!prediction.target) {
      out.warn(`exchange-cba: no site of this server takes ${request.url}.`);
      return exitCode.unreadable;
    }
    const context = {
      relativePath: (uri: string) => loaded.loaded.projectLoader.name(uri),
      texts,
      outer: <T extends Place>(place: T) => loaded.loaded.project.outer(place),
      color: out.color,
      steps: read.has('steps'),
    };
    const json = read.value('format') === 'json';
    out.write(json ? simulationJson(prediction, context) : simulationText(prediction, context));
    return codeOf(prediction);
  });
}

/** A challenge is the expected first leg of a request without a certificate at a path that requests none. */
function codeOf({ outcome, request, target }: Prediction): number {
  if (outcome.kind === 'passes') return exitCode.clean;
  const isFirstLeg =
    outcome.kind === 'challenged' && !request.certificate && target?.signIn.asksForCertificate === 'no';
  return isFirstLeg ? exitCode.clean : exitCode.findings;
}
