// Predictions and the diagnosis of what lies in the workspace: the same answers as those of the command line.
import { forgeCertificateFile } from '../../prediction/read-certificate.js';
import { readLogs } from '../../core/face/logs.js';
import { CheckedProject } from '../../core/face/project.js';
import {
  headOf,
  notTheCause,
  observedText,
  questionOf,
  readRequest,
  simulate,
  simulationHtml,
  urlAt,
  whereOf,
  type Cause,
  type Question,
} from '../../core/face/simulation.js';
import type { Note, Place } from '../../core/text/range.js';
import { canonicalUri, fileNameOf } from '../../host/uri.js';
import { logInMemory, logsIn, logSource } from '../../intake/log-sources.js';
import { diagnoseFolder } from '../../prediction/diagnose-folder.js';
import { nameOfAnswer } from '../../prediction/recognize.js';
import { serverWorld } from '../../prediction/server-world.js';
import { withCertificate } from '../../prediction/with-certificate.js';
import {
  answerNameRequest,
  commands,
  diagnosisRequest,
  simulationRequest,
  type AnswerNameParams,
  type DiagnosisEntry,
  type DiagnosisQuestion,
  type DiagnosisResult,
  type ProtocolPlace,
  type SimulationParams,
} from '../../protocol.js';
import { placeOf } from '../convert.js';
import { onCustomRequest } from '../custom-request.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

const top = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Files that are no configuration are opened at their beginning. */
function placeAt(snapshot: Snapshot, place: Place): ProtocolPlace {
  const original = snapshot.original;
  const outer = original instanceof CheckedProject ? original.outer(place) : place;
  return placeOf(snapshot, outer) ?? { uri: snapshot.clientUri(outer.uri), range: top };
}

export function registerDiagnosis(session: Session): void {
  const { connection, workspace, run } = session;

  onCustomRequest(connection, diagnosisRequest, (_params, token) =>
    run(diagnosisRequest, token, null, () => diagnosed(session)),
  );

  onCustomRequest(connection, answerNameRequest, (params, token) =>
    run(answerNameRequest, token, null, (): Promise<string | null> => {
      const { text, next } = params as AnswerNameParams;
      return Promise.resolve(nameOfAnswer(text, next as Pick<Question, 'id' | 'saveAs'> | null));
    }),
  );

  onCustomRequest(connection, simulationRequest, (params, token) =>
    run(simulationRequest, token, null, async (): Promise<string | null> =>
      predicted(session, params as SimulationParams, await workspace.checked()),
    ),
  );
}

async function diagnosed(session: Session): Promise<DiagnosisResult | null> {
  const { host, workspace } = session;
  const snapshot = await workspace.checked();
  const [first] = workspace.folders;
  const project = snapshot.original;
  if (first === undefined || !(project instanceof CheckedProject)) return null;
  const found = (await Promise.all(workspace.folders.map((folder) => logsIn(host, folder)))).flatMap(
    ({ uris }) => uris,
  );
  const inner = await workspace.logsInArchives();
  const sources = [
    ...found.map((uri) => logSource(host, uri)),
    ...inner.map(({ uri, bytes }) => logInMemory(uri, bytes)),
  ];
  const logs = sources.length === 0 ? null : await readLogs(sources);
  const certificates = workspace.certificates;
  const asked = { status: null, device: null, path: null, logs };
  const result = await diagnoseFolder({ project, certificates, severities: {}, now: host.now(), ...asked }, host);
  const { diagnosis } = result;
  const entry = (title: string, message: string, because: readonly Note[]): DiagnosisEntry => ({
    title: session.say(title),
    message: session.say(message),
    places: because.map((note) => ({ ...placeAt(snapshot, note), message: session.say(note.message) })),
  });
  const ofCause = (one: { cause: Cause; message: string; because: readonly Note[] }): DiagnosisEntry =>
    entry(one.cause.title, one.message, one.because);
  const { hidden, excluded } = notTheCause(diagnosis);
  const next = diagnosis.state === 'proven' ? questionOf('verify') : diagnosis.next;
  return {
    state: diagnosis.state,
    headline: session.say(headOf(diagnosis)),
    message: session.say(diagnosis.message),
    observed: diagnosis.observed.map((one) => ({
      title: session.say(observedText(one)),
      message: '',
      places: [{ uri: snapshot.clientUri(one.example.uri), range: lineRange(one.example.line), message: '' }],
    })),
    proven: diagnosis.proven.map(({ cause, message, because, finding }) => {
      const fix = finding?.remedies[0]?.title;
      return entry(cause.title, `${message} ${fix === undefined ? cause.action : `${fix}.`}`, because);
    }),
    open: diagnosis.open.map(({ cause, for: because }) => entry(cause.title, cause.tellsApart, because)),
    hidden: hidden.map(({ cause }) => entry(cause.title, cause.tellsApart, [])),
    excluded: excluded.map(ofCause),
    next: next && questionOfProtocol(next, session),
    folder: result.found ? project.folderOnDisk(result.found.world.folder) : first,
  };
}

function lineRange(line: number): ProtocolPlace['range'] {
  return { start: { line, character: 0 }, end: { line, character: 0 } };
}

function questionOfProtocol(question: Question, { say }: Session): DiagnosisQuestion {
  const { id, why, command, saveAs } = question;
  return { id, why: say(why), where: say(whereOf(question)), command, saveAs };
}

async function predicted(session: Session, params: SimulationParams, snapshot: Snapshot): Promise<string | null> {
  const { host, workspace } = session;
  const project = snapshot.original;
  if (!(project instanceof CheckedProject)) return null;
  const root = canonicalUri(params.root);
  const server = project.servers.find((one) => one.root === root);
  if (!server) return null;
  const certificates = workspace.certificates;
  const pause = (): Promise<void> => host.yield();
  const loaded = await serverWorld({ server, project, certificates, severities: {}, now: host.now(), pause });
  const file = params.certificate === null ? null : await host.read(canonicalUri(params.certificate));
  const named = file?.kind === 'bytes' ? forgeCertificateFile(canonicalUri(params.certificate!), file.bytes) : null;
  const prepared = named && (await withCertificate(loaded, named));
  if (params.certificate !== null && !prepared) return null;
  const certificate = prepared?.certificate ?? null;
  const options = { method: null, body: null, tls: null, http2: null, from: params.from, certificate };
  const at = params.configurationPath;
  const request = readRequest(at === undefined ? params.url : urlAt(at, loaded.world), options);
  if ('problem' in request) return null;
  const page = simulationHtml(simulate(request, prepared?.world ?? loaded.world), {
    relativePath: (uri) => decodeURIComponent(fileNameOf(uri)),
    nameOf: (place) => {
      const { uri, range } = placeAt(snapshot, place);
      return `${decodeURIComponent(fileNameOf(uri))}:${range.start.line + 1}`;
    },
    href: (place) =>
      params.links === false
        ? null
        : `command:${commands.openPlace}?${encodeURIComponent(JSON.stringify([placeAt(snapshot, place)]))}`,
  });
  return session.sayPage(page);
}
