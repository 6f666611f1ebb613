// Collects everything about one server that a prediction needs, from its project and the files next to it.
import { forgeDigests } from '../adapters/digests.js';
import {
  checkCertificates,
  readCertificateFile,
  readCertificatesAndAccounts,
  type NamedCertificateFile,
} from '../core/face/certificates.js';
import type { SourcedFacts } from '../core/face/files.js';
import type { Finding } from '../core/face/findings.js';
import type { CheckedServer, CheckedProject } from '../core/face/project.js';
import type { RuleSeverity } from '../core/face/settings.js';
import { buildWorld, type World } from '../core/face/simulation.js';
import { folderOf, isInside } from '../host/uri.js';
import { subjectsBeside } from './certificates-beside.js';

const start = { start: 0, end: 0 };

export interface WorldSources {
  readonly server: CheckedServer;
  readonly project: CheckedProject;
  /** Certificates, lists and exports of accounts. */
  readonly certificates: readonly { readonly uri: string; readonly bytes: Uint8Array }[];
  readonly severities: Readonly<Record<string, RuleSeverity>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly pause: () => Promise<void>;
}

export interface ServerWorld {
  readonly world: World;
  readonly certificates: readonly NamedCertificateFile[];
  /** The server's folder; of a server that is an export, the folder around that file. */
  readonly folder: string;
  /** Of the certificate files that are text. */
  readonly texts: ReadonlyMap<string, string>;
}

/** The folder in which evidence of a server lies; of an export that is the one around it. */
export function folderOfServer({ root, hostUri }: CheckedServer, project: CheckedProject): string {
  const { uri } = project.outer({ uri: hostUri, range: start });
  return isInside(uri, root) ? folderOf(uri) : root;
}

export async function serverWorld(sources: WorldSources): Promise<ServerWorld> {
  const { server, project, severities, now, pause } = sources;
  const folder = folderOfServer(server, project);
  const texts = new Map<string, string>();
  const certificates = sources.certificates.map(({ uri, bytes }): NamedCertificateFile => {
    const input = readCertificatesAndAccounts(uri, bytes, forgeDigests);
    if (input.file.text !== null) texts.set(uri, input.file.text);
    return input;
  });
  // As `check` has them: a prediction carries its findings and no others.
  const subjects = await subjectsBeside(certificates, project, now, pause);
  const world = buildWorld({
    configuration: server.configuration,
    exchange: server.exchange,
    root: folder,
    windowsServer: server.exchange?.settings.windowsServer ?? server.settings?.settings.windowsServer ?? null,
    facts: server.facts,
    certificates,
    shown: shownCertificates(server.facts),
    findings: [...ofServer(server, project), ...checkCertificates(subjects, severities).findings],
    now,
  });
  return { world, certificates, folder, texts };
}

/** The findings in the files of this server; of a server without Exchange those below its folder. */
function ofServer(server: CheckedServer, project: CheckedProject): readonly Finding[] {
  const { root, applicationHost, placedFiles } = server.configuration;
  const files = new Set([
    applicationHost.uri,
    ...[...placedFiles.keys()].map(({ uri }) => uri),
    ...server.readings.map(({ uri }) => uri),
  ]);
  return project.innerFindings.filter(({ uri }) => files.has(uri) || uri.startsWith(`${root}/`));
}

/** The server certificates in saved output of TLS clients. */
function shownCertificates({ probes }: SourcedFacts): World['members']['shown'] {
  return probes.flatMap(({ uri, pem }) => {
    if (!pem) return [];
    const { entries } = readCertificateFile(new TextEncoder().encode(pem.text), forgeDigests);
    const model = entries[0]?.model;
    if (model?.kind !== 'certificate') return [];
    const message = `Clients are shown the certificate ${model.sha1}.`;
    return [{ sha1: model.sha1, place: { uri, range: pem.range, message } }];
  });
}
