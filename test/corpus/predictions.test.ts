// A healthy server of the corpus predicts that a good certificate passes, at every virtual directory that can
// take one, and is never certain of it: what Exchange answers is in no file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildWorld } from '../../server/src/core/simulate/build-world.js';
import { readRequest } from '../../server/src/core/simulate/request.js';
import { simulate, type Prediction } from '../../server/src/core/simulate/simulate.js';
import { skipWithoutCorpus } from '../support/corpus.js';
import { applicationHost, corpusServers, layOut, type ServerFiles } from '../support/servers.js';
import { checked } from './verdict.js';

/** A client with which nothing is wrong. */
const goodClient = {
  anySent: 'yes',
  clientOffers: 'yes',
  certificate: 'yes',
  anyTrust: 'yes',
  anyRevocation: 'yes',
  anyAccount: 'yes',
};

function predict(
  project: ReturnType<typeof checked>,
  path: string,
  method: string | null,
  isGood: boolean,
): Prediction {
  const server = project.servers[0]!;
  const world = buildWorld({
    configuration: server.configuration,
    exchange: server.exchange,
    root: server.configuration.root,
    windowsServer: '2019',
    facts: server.facts,
    certificates: [],
    shown: [],
    findings: project.analysis.findings,
    now: Date.UTC(2026, 0, 1),
  });
  const options = { method, body: null, tls: '1.2', http2: null, from: 'client', certificate: null } as const;
  const request = readRequest(path, options);
  assert.ok(!('problem' in request));
  return simulate({ ...request, anyCertificate: isGood }, isGood ? world.correcting(goodClient) : world);
}

const verbs = [null, 'OPTIONS', 'GET', 'POST'];
const directories = ['Microsoft-Server-ActiveSync', 'owa', 'ecp', 'EWS', 'OAB', 'mapi', 'Autodiscover', 'rpc'];

/**
 * The edit that step 3 of the procedure makes: a certificate is required and mapped, and nothing else signs
 * in.
 */
function withCertificates(text: string): string {
  const head = '  <location path="Default Web Site/Microsoft-Server-ActiveSync">';
  const location = new RegExp(
    '<location path="Default Web Site/Microsoft-Server-ActiveSync"[^>]*>[^]*?</location>',
    'i',
  ).exec(text);
  if (!location) return text;
  const own = `${head}<system.webServer><security><access sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /><authentication>
    <anonymousAuthentication enabled="false" /><basicAuthentication enabled="false" /><digestAuthentication enabled="false" />
    <windowsAuthentication enabled="false" /><clientCertificateMappingAuthentication enabled="true" />
  </authentication></security></system.webServer></location>`;
  return text.replace(location[0], own);
}

describe('predictions on healthy servers', () => {
  const skip = skipWithoutCorpus;
  const servers: readonly (readonly [string, () => ServerFiles])[] = [
    ...corpusServers().map(({ name, text }) => [name, (): ServerFiles => new Map([[applicationHost, text]])] as const),
    ...(skip === false
      ? ([
          ['E19 with its web.config files', () => layOut('E19')],
          ['E16 with its web.config files', () => layOut('E16')],
        ] as const)
      : []),
  ];
  it('there are servers', { skip }, () => {
    assert.ok(servers.length > 10);
  });

  for (const [name, files] of servers) {
    it(`${name}: nothing is certain to pass, and nothing is refused as it is set up`, () => {
      const project = checked(files());
      for (const directory of directories) {
        for (const verb of verbs) {
          const told = predict(project, `/${directory}`, verb, false);
          const at = `${directory} ${verb ?? 'default'}: ${JSON.stringify(told.outcome)} ${told.end.message}`;
          assert.ok(['passes', 'challenged'].includes(told.outcome.kind), at);
          assert.equal(told.finding, null, at);
          if (told.outcome.kind === 'passes') assert.notEqual(told.certainty, 'certain', at);
        }
      }
    });

    it(`${name}: a good certificate passes where the server takes it`, () => {
      const own = new Map(
        [...files()].map(([file, text]) => [file, file === applicationHost ? withCertificates(text) : text]),
      );
      const project = checked(own);
      for (const verb of verbs) {
        const told = predict(project, '/Microsoft-Server-ActiveSync', verb, true);
        const at = `${verb ?? 'default'}: ${JSON.stringify(told.outcome)} ${told.end.message}`;
        assert.equal(told.outcome.kind, 'passes', at);
        assert.notEqual(told.certainty, 'certain', at);
        const without = predict(project, '/Microsoft-Server-ActiveSync', verb, false);
        assert.deepEqual([without.outcome.status, without.outcome.substatus], [403, 7], at);
      }
    });
  }
});
