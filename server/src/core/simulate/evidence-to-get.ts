// The saved output that would tell more about a server and that is not there yet, in the order of what it
// decides.
import type { TerminationKind } from '../exchange/termination.js';
import { answeredBy } from './answered.js';
import { questionOf, type Question, type QuestionId } from './questions.js';
import type { World } from './world.js';

const ofExchange: readonly QuestionId[] = ['sslRecords', 'ntauth', 'schannel', 'kdcEvents', 'systemEvents'];
const ofGateway: readonly QuestionId[] = ['spn', 'delegation', 'sslRecords', 'systemEvents'];

export function evidenceToGet(world: World, termination: TerminationKind): readonly Question[] {
  const answered = answeredBy({
    world,
    path: null,
    hasDeviceCertificate: false,
    logs: null,
    hasRevocationCheck: false,
  });
  const asked = termination === 'device' ? ofGateway : ofExchange;
  return asked.filter((id) => !answered.has(id)).map((id) => questionOf(id));
}
