// Certificates are to end at Exchange and nothing asks for them.
import { requiredFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import {
  bothTerminations,
  inProcedure,
  isOutsideExchange,
  mapsByIisItself,
  mapsItself,
  ownsRequirement,
} from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Effective } from '../../iis/effective.js';
import { isAtOrBelow } from '../../iis/paths.js';
import type { Truth } from '../../iis/truth.js';
import { and, isOn, not, or, truth } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { exchangeChanges, defaultChanges, only, remedy, sslFlags } from '../support/fixes.js';
import type { Reporter } from '../rule.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/client-certificate-ignored',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.mapping],
  docs: {
    title: 'Client certificates ignored',
    what: 'Client certificates are mapped on a virtual directory whose `sslFlags` request none. Or the termination is set to `exchange`, and ActiveSync neither requests nor maps them. Outside Exchange (warning): a path maps certificates, and none at or below it requests any. Information: mapping is enabled for the server and no path requests certificates, or `owa` or `ecp` requires them and ActiveSync does not use them.',
    why: 'IIS requests a certificate only if `SslNegotiateCert` or `SslRequireCert` is set. Without one of them, mapping never receives a certificate, and certificate sign-in is impossible.',
    fix: 'Require client certificates, or disable mapping if Exchange does not validate them. Choose the fix for the intended setup; the second fix enables Basic authentication if no other method would remain.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    mapped:
      '{path}: mapping is enabled, but sslFlags="{value}" never requests a certificate. Require client certificates.',
    notConfigured:
      '{path}: termination is set to "exchange", but ActiveSync does not request client certificates. Require them here.',
    outside:
      '{path}: certificates are mapped, but neither this path nor one below it requests any. Set sslFlags or disable mapping.',
    onlyOthers: '{path}: no client certificate is requested, but {other} requires one. Check if this is intended.',
  },
  applies: (directory) =>
    isOutsideExchange(directory) ||
    (inProcedure(directory) && (directory.termination === 'exchange' || isLeftOut(directory))),
  check(directory, report) {
    if (isOutsideExchange(directory)) return checkOutside(directory, report);
    const flags = directory.sslFlags;
    const at = directory.placeOf(flags, sections.access);
    const data = { path: directory.configurationPath, value: flags.raw ?? '' };
    const title = 'Require client certificates';
    const ignored = and(mapsItself(directory), not(directory.asksForCertificate), not(bothTerminations(directory)));
    if (ignored === 'yes') {
      const require = [...sslFlags(directory, requiredFlags), ...only(directory)];
      report({
        message: 'mapped',
        data,
        at,
        evidence: notes(at, [flags, 'The effective flags.'], [directory.mapping, 'Mapping is enabled here.']),
        remedies: alternatives(
          ...remedy(title, 'unknown', ...require),
          ...(directory.server.settings.termination === 'auto'
            ? remedy('Disable certificate mapping', 'no', ...defaultChanges(directory))
            : []),
        ),
      });
    }
    const other = isLeftOut(directory) && othersThatRequire(directory)[0];
    if (other) {
      report({
        message: 'onlyOthers',
        data: { path: directory.configurationPath, other: other.configurationPath },
        severity: 'information',
        at,
        evidence: notes(at, [other.sslFlags, `${other.configurationPath} requires certificates.`]),
      });
    }
    const nowhere = notConfigured(directory);
    if (nowhere === 'yes') {
      report({
        message: 'notConfigured',
        data,
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: remedy('Use client certificates at Exchange', 'unknown', ...exchangeChanges(directory)),
      });
    }
    return or(ignored, nowhere, truth(Boolean(other)));
  },
});

/**
 * Outside Exchange, other methods may sign users in, and only the administrator knows whether certificates
 * are wanted. A path below may ask for all.
 */
function checkOutside(directory: VirtualDirectory, report: Reporter): Truth {
  const { server, configurationPath: path, mapping, iisMapping } = directory;
  const on = [mapping, iisMapping].find(
    (value) => isOn(value) === 'yes' && !directory.inheritsFromSite(value) && isFirstOf(directory, value),
  );
  if (!on) return or(mapsItself(directory), mapsByIisItself(directory)) === 'unknown' ? 'unknown' : 'no';
  const wide = on.origin.kind !== 'schema' && on.origin.configurationPath === '';
  const others = server.virtualDirectories.filter((one) => wide || isAtOrBelow(one.configurationPath, path));
  const ignored = not(or(...others.map((one) => one.asksForCertificate)));
  if (ignored === 'yes') {
    const at = wide ? { uri: on.origin.uri, range: on.origin.range } : directory.placeOf(on);
    report({
      message: 'outside',
      data: { path },
      severity: wide ? 'information' : 'warning',
      at,
      evidence: notes(at, [on, 'Mapping is enabled here.'], [directory.sslFlags, 'The effective flags.']),
    });
  }
  return ignored;
}

/** What is written for the whole server is said once. */
function isFirstOf({ server, configurationPath }: VirtualDirectory, { origin }: Effective<boolean>): boolean {
  if (origin.kind === 'schema' || origin.configurationPath !== '') return true;
  return server.virtualDirectories.find(({ isSite }) => isSite)?.configurationPath === configurationPath;
}

/**
 * The first ActiveSync of a server where only Outlook on the web or the admin center uses certificates; of
 * several servers, `servers-differ` speaks.
 */
function isLeftOut(directory: VirtualDirectory): boolean {
  const { server, name } = directory;
  if (name !== 'activeSync' || server.settings.termination !== 'auto' || server.settings.peers.areSeveral) return false;
  const all = server.procedure.filter((one) => one.name === 'activeSync');
  return all[0] === directory && all.every((one) => one.usesCertificate === 'no');
}

function othersThatRequire({ server }: VirtualDirectory): readonly VirtualDirectory[] {
  return server.procedure.filter(
    (one) => one.name !== 'activeSync' && and(ownsRequirement(one), mapsItself(one)) === 'yes',
  );
}

/**
 * Said once, at ActiveSync, when the termination is set by hand and ActiveSync of no site shows a sign of it.
 */
function notConfigured(directory: VirtualDirectory): Truth {
  const { server, name } = directory;
  if (server.settings.termination !== 'exchange' || name !== 'activeSync') return 'no';
  const all = server.procedure.filter((one) => one.name === 'activeSync');
  if (all[0] !== directory) return 'no';
  return and(not(or(...all.map((one) => one.usesCertificate))), not(directory.withoutAuthentication));
}
