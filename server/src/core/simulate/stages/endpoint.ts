// Stage 1: whether something listens at the address, and whether HTTP.SYS has a certificate for the
// connection.
import { placeOfBinding, switchPlaces } from '../places.js';
import { switchOf } from '../../exchange/ssl-records.js';
import { bindingBits, isLoopback, parseBinding, type ParsedBinding } from '../../exchange/bindings.js';
import type { Note, Place } from '../../text/range.js';
import type { SimulatedRequest, StepResult } from '../model.js';
import { deviation, end, fork, noResponse, normal, pass } from '../step.js';
import type { Target } from '../target.js';
import type { World } from '../world.js';

export function endpoint(request: SimulatedRequest, world: World, target: Target | null): StepResult {
  if (target?.leftover && world.assumed('leftover') === undefined) {
    const { uri, range, endpoint: name } = target.leftover;
    const message = 'HTTP.SYS has a leftover record for a host name, which clients of this name get.';
    const options = [
      normal('the client uses another host name'),
      deviation(`the client uses the host name of ${name}`),
    ];
    return fork(null, message, options, [{ uri, range, message: `${name} has a record of its own.` }], 'leftover');
  }
  // A line of a log shows that the connection came about.
  if (target && world.isCorrected('endpoint')) return pass('The log shows that the server answers.');
  const others = target?.binding ? [] : bindingsAt(request, world);
  if (others.length > 0) {
    const message = `The bindings at ${request.scheme} port ${request.port} are for other host names.`;
    const because = placeOfBinding(world, others[0]!, 'This binding is for another host name.');
    const isAnswered = request.scheme === 'http' || others.some(({ flags }) => (flags & bindingBits.sni) === 0);
    return isAnswered ? pass(message, 'likely', because) : end(null, noResponse, 'likely', message, because);
  }
  if (!target?.binding) {
    return end(
      'configuration-refused',
      noResponse,
      'certain',
      `No site listens on ${request.scheme} port ${request.port}.`,
      sitePlace(target, world),
      isOfExchange(request) ? bindingRules : [],
    );
  }
  const { binding, records } = target;
  const listens = `${target.site.configurationPath} listens on ${request.scheme} port ${request.port}.`;
  const because = placeOfBinding(world, binding, `${target.site.configurationPath} listens here.`);
  const refusedBinding = rejectedBy(world, target.binding);
  if (refusedBinding) return refusedBinding;
  if (request.scheme === 'http') return pass(listens, 'certain', because);
  const deleted = deletedRecord(world, binding.port);
  if (deleted && records.length > 0 && world.assumed('deleted') === undefined) {
    const message = 'An event says that the record of the binding was deleted, and saved output has it.';
    const options = [
      normal('HTTP.SYS has a certificate for the binding', 'possible', 'no'),
      deviation('HTTP.SYS has no certificate', 'possible', 'yes'),
    ];
    return fork('records', message, options, [deleted], 'deleted');
  }
  if (deleted && world.assumed('deleted') !== 'no') {
    const message = 'HTTP.SYS has no certificate for the binding: its record was deleted.';
    return end('configuration-refused', noResponse, 'likely', message, [deleted], ['evidence/binding-deleted']);
  }
  if (world.members.records.length === 0 && request.anyCertificate === true) {
    // What every server has is requested only where no request arrives.
    const assumed = world.assumed('record');
    const message = 'Whether HTTP.SYS has a certificate for the binding is unknown.';
    if (assumed === undefined) {
      const options = [normal('HTTP.SYS has a certificate for the binding'), deviation('HTTP.SYS has no certificate')];
      return fork('records', message, options, because, 'record');
    }
    if (assumed === 'no') {
      return end('configuration-refused', noResponse, 'possible', message, because, ['tls/record-missing']);
    }
  }
  // As check does: saved output often lists the endpoints of the front end alone.
  const isBackEnd = target.site === world.exchange?.backEnd;
  if (world.members.records.length > 0 && records.length === 0 && !isBackEnd) {
    const message = 'The saved HTTP.SYS records contain none for the binding.';
    return end('configuration-refused', noResponse, 'likely', message, because, ['tls/record-missing']);
  }
  const rejects = world.truth('rejects', switchOf(records, 'rejectConnections'));
  const isSaid = records.some(({ rejectConnections: said }) => said?.on === true);
  const places = switchPlaces(records, 'rejectConnections', 'Reject Connections');
  if (rejects === 'unknown' && isSaid) {
    const options = [
      normal('HTTP.SYS accepts connections', 'possible', 'no'),
      deviation('HTTP.SYS rejects the connection', 'possible', 'yes'),
    ];
    return fork('records', 'Whether HTTP.SYS rejects connections is unknown.', options, places, 'rejects');
  }
  if (rejects === 'yes') {
    const rules = ['tls/record-rejects-connections'];
    return end('configuration-refused', noResponse, 'likely', 'HTTP.SYS rejects the connection.', places, rules);
  }
  return pass(listens, 'certain', because);
}

const bindingRules = [
  'tls/front-end-https-binding-missing',
  'tls/back-end-https-binding',
  'tls/duplicate-binding',
  'tls/binding-ssl-flags-invalid',
  'iis/site-structure',
];

/** The ports whose bindings these rules are about. */
const isOfExchange = ({ scheme, port }: SimulatedRequest): boolean =>
  scheme === 'https' && (port === 443 || port === 444);

/** Of any site and for any name. */
function bindingsAt({ scheme, port, from }: SimulatedRequest, { configuration }: World): ParsedBinding[] {
  return configuration.sites
    .flatMap(({ bindings }) => bindings)
    .filter(({ protocol }) => protocol.value.toLowerCase() === scheme)
    .flatMap((binding) => parseBinding(binding) ?? [])
    .filter((one) => one.port === port && one.host !== '' && (from === 'loopback' || !isLoopback(one)));
}

/** What IIS makes of a binding that a rule finds invalid or doubled; null for any other. */
function rejectedBy(world: World, { binding: { element } }: ParsedBinding): StepResult | null {
  const { uri } = world.configuration.applicationHost;
  const lies = (place: Place): boolean =>
    place.uri === uri && element.range.start <= place.range.start && place.range.end <= element.range.end;
  const found = world.members.findings.find(
    (finding) =>
      (finding.rule === 'tls/binding-ssl-flags-invalid' || finding.rule === 'tls/duplicate-binding') &&
      [finding, ...finding.evidence].some(lies),
  );
  if (!found) return null;
  const because = [{ uri, range: found.range, message: found.message }];
  if (found.rule === 'tls/binding-ssl-flags-invalid') {
    const message = 'IIS does not accept the binding, so no site listens on it.';
    return end('configuration-refused', noResponse, 'likely', message, because, [found.rule]);
  }
  const message = 'Two sites have the binding, and only the one that starts first answers.';
  const assumed = world.assumed('doubled');
  if (assumed === undefined) {
    const options = [normal('this site starts first'), deviation('the other site starts first')];
    return fork(null, message, options, because, 'doubled');
  }
  return assumed === 'yes'
    ? null
    : end('configuration-refused', noResponse, 'possible', message, because, [found.rule]);
}

function sitePlace(target: Target | null, { configuration }: World) {
  const { uri } = configuration.applicationHost;
  if (!target) return [];
  const range = target.site.name.attribute?.valueRange ?? target.site.element.startTag;
  return [{ uri, range, message: `${target.site.configurationPath} has no binding there.` }];
}

/** The event of a deleted record of the port that `check` names. */
function deletedRecord({ members: { facts, findings } }: World, port: number): Note | null {
  const found = findings.filter(({ rule }) => rule === 'evidence/binding-deleted');
  const event = facts.events.find(
    ({ uri, range, endpoint: name }) =>
      name?.endsWith(`:${port}`) === true &&
      found.some((finding) => finding.uri === uri && finding.range.start === range.start),
  );
  if (!event) return null;
  return { uri: event.uri, range: event.range, message: `The record of ${event.endpoint!} was deleted.` };
}
