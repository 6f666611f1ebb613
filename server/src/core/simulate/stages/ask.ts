// Stages 5 and 6: whether the path requests a client certificate, and whether it can be requested on this
// connection.
import { flagAt, switchKnownAt } from '../../exchange/ssl-records.js';
import type { Truth } from '../../iis/truth.js';
import { truth } from '../../iis/truth.js';
import type { Note } from '../../text/range.js';
import type { SimulatedRequest, StepResult } from '../model.js';
import { placeOfBinding, switchPlaces } from '../places.js';
import { codes, deviation, end, fork, noResponse, normal, pass, placeOf, refused } from '../step.js';
import type { Target } from '../target.js';
import { handshakeNegotiation, offersTls13, windowsMayHaveTls13 } from '../tls.js';
import type { World } from '../world.js';
import { disputed } from './disputed.js';

export function ask(request: SimulatedRequest, world: World, target: Target): StepResult {
  const { signIn } = target;
  const flags = placeOf(signIn.sslFlags, 'The SSL settings of the path');
  if (request.scheme === 'http') return pass('Without TLS there is no client certificate.', 'certain', flags);
  if (request.from === 'gateway' || request.from === 'proxy') {
    return pass('The caller has no client certificate for this connection.', 'certain', flags, { certificate: 'none' });
  }
  const asks = world.truth('sslFlags', signIn.asksForCertificate);
  if (asks === 'unknown') {
    return fork(
      'webConfig',
      'Whether client certificates are requested is unknown.',
      [normal('client certificates are requested'), deviation('client certificates are not requested')],
      flags,
      'sslFlags',
    );
  }
  const negotiated = handshakeNegotiation(world, target);
  if (asks === 'no') {
    const certainty = negotiated.state === 'yes' ? 'likely' : 'certain';
    return pass('The path does not request a client certificate, so none is used.', certainty, flags, {
      certificate: 'unasked',
    });
  }
  const unclear = disputed(world, target, 'negotiateClientCertificate', 'Negotiate Client Certificate', 'no');
  if (unclear) return unclear;
  if (negotiated.state === 'yes') {
    return pass('HTTP.SYS requests the certificate in the handshake.', 'certain', [...flags, ...negotiated.because], {
      certificate: 'handshake',
    });
  }
  if (requiresAlone(target) === 'yes' && world.assumed('requireWithoutNegotiate') === undefined) {
    return fork(
      'requireWithoutNegotiate',
      'Sources disagree on whether IIS requests a certificate that is required but not negotiated.',
      [normal('IIS requests the certificate anyway'), deviation('IIS never requests the certificate')],
      flags,
    );
  }
  if (world.assumed('requireWithoutNegotiate') === 'no') {
    return pass('IIS never requests the certificate.', 'certain', flags, { certificate: 'none' });
  }
  return later(request, world, target, flags);
}

function requiresAlone({ signIn: { sslFlags } }: Target): Truth {
  return sslFlags.state === 'unknown'
    ? 'unknown'
    : truth(sslFlags.value.has('SslRequireCert') && !sslFlags.value.has('SslNegotiateCert'));
}

/** The certificate is requested after the handshake: TLS 1.2 renegotiates, TLS 1.3 and HTTP/2 cannot. */
function later(request: SimulatedRequest, world: World, target: Target, flags: readonly Note[]): StepResult {
  const tls13 = world.truth('tls', offersTls13(request, world, target).state);
  if (tls13 === 'unknown') {
    return fork(
      'tls',
      'The TLS version of the connection is unknown, and certificates on a path need TLS 1.2.',
      [
        normal('the connection uses TLS 1.2', 'possible', 'no'),
        deviation('the connection uses TLS 1.3', 'possible', 'yes'),
      ],
      flags,
    );
  }
  if (tls13 === 'yes') return tls13Outcome(world, target, flags);
  if (!request.certificate && request.anyCertificate !== true) {
    // Whether or not the client is asked, it has nothing to send.
    return pass('IIS requests the certificate after the handshake.', 'certain', flags, { certificate: 'later' });
  }
  const http2 = http2State(request, world, target);
  if (http2 === 'unknown') {
    return fork(
      'http2',
      'HTTP/2 forbids renegotiation; whether IIS falls back to HTTP/1.1 is not documented for certificates.',
      [
        normal('the request uses or falls back to HTTP/1.1', 'possible', 'no'),
        deviation('the client uses HTTP/2 and does not fall back', 'possible', 'yes'),
      ],
    );
  }
  if (http2 === 'yes') {
    const message = 'The certificate cannot be requested over HTTP/2.';
    return end('tls13-per-path', noResponse, 'possible', message, flags, [
      'tls/http2-with-virtual-directory-certificate',
    ]);
  }
  return pass('IIS requests the certificate by renegotiation.', 'certain', flags, { certificate: 'later' });
}

/** `yes`: the request uses HTTP/2 and does not fall back. */
function http2State(request: SimulatedRequest, world: World, { binding, records }: Target): Truth {
  const assumed = world.assumed('http2');
  if (assumed !== undefined) return assumed === 'yes' ? 'yes' : 'no';
  const isOff = switchKnownAt(binding, records, 'disableHttp2');
  // Clients that are not said to use HTTP/2 are taken for clients of HTTP/1.1.
  return isOff === 'yes' || request.http2 !== true || world.members.windowsServer === '2012R2' ? 'no' : 'unknown';
}

const tls13Rules = ['tls/tls13-with-virtual-directory-certificate'];

function tls13Outcome(world: World, target: Target, flags: readonly Note[]): StepResult {
  const { binding, records } = target;
  const because = [
    ...flags,
    ...(!binding || flagAt(binding, 'disableTls13')
      ? switchPlaces(records, 'disableTls13', 'Disable TLS 1.3')
      : placeOfBinding(world, binding, 'TLS 1.3 is not disabled on the binding.')),
  ];
  const windows = world.members.windowsServer ?? world.assumed('windows');
  if (windows === undefined) {
    return fork(
      'schannel',
      'How Windows responds depends on its version.',
      [
        deviation('the server runs Windows Server 2022', 'possible', '2022'),
        deviation('the server runs Windows Server 2025', 'possible', '2025'),
      ],
      because,
      'windows',
    );
  }
  if (!windowsMayHaveTls13(windows))
    return pass('This Windows version does not support TLS 1.3.', 'certain', [], { certificate: 'later' });
  const message = 'TLS 1.3 has no renegotiation, so IIS cannot request the certificate.';
  if (windows === '2025') {
    return end('tls13-per-path', refused(500, 0, codes.notSupported), 'likely', message, because, tls13Rules);
  }
  switch (world.assumed('tls13Answer')) {
    case undefined:
      return fork(
        null,
        message,
        [
          deviation('Windows closes the connection', 'likely', 'reset'),
          deviation('IIS answers instead of closing the connection', 'possible', 'answers'),
          deviation('the client supports post-handshake authentication', 'possible', 'yes'),
        ],
        because,
        'tls13Answer',
      );
    case 'reset':
      return end('tls13-per-path', noResponse, 'likely', message, because, tls13Rules);
    case 'yes':
      return pass('The client answers a request after the handshake.', 'possible', because, {
        certificate: 'handshake',
      });
    default:
      return pass('IIS continues without a certificate.', 'possible', because, { certificate: 'none' });
  }
}
