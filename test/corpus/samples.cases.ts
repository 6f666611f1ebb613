// The eight mistakes of the sample server: what must be found in it, and where.
import type { Severity } from '../../server/src/core/rules/finding.js';
import {
  access,
  activeSync,
  basic,
  ecp,
  entryTag,
  frontEnd,
  decidingPlace,
  lineOf,
  mapping,
  mappingModule,
  modules,
  owa,
  sectionTag,
  serverRuntime,
  type Span,
} from '../support/plant.js';
import { applicationHost } from '../support/servers.js';

export const contoso = 'contoso-exchange-2019';
export const fabrikam = 'fabrikam-device';

export interface SampleMistake {
  readonly rule: string;
  readonly severity: Severity;
  readonly file: string;
  readonly configurationPath: string;
  /** The place to change in the text of the file. */
  readonly place: (text: string) => Span;
}

const owaFile = 'FrontEnd/HttpProxy/owa/web.config';
const autodiscoverFile = 'FrontEnd/HttpProxy/Autodiscover/web.config';
const ews = `${frontEnd}/EWS`;

/** Sorted as a report sorts them: by file and line. */
export const contosoMistakes: readonly SampleMistake[] = [
  {
    rule: 'iis/locked-section',
    severity: 'error',
    file: autodiscoverFile,
    configurationPath: `${frontEnd}/Autodiscover`,
    place: (text) => sectionTag(text, '', access)!,
  },
  {
    rule: 'exchange/mapping-module-missing',
    severity: 'error',
    file: owaFile,
    configurationPath: owa,
    place: (text) => entryTag(text, '', modules, 'remove', 'name', mappingModule)!,
  },
  {
    rule: 'exchange/mapping-disabled-on-server',
    severity: 'warning',
    file: applicationHost,
    configurationPath: '',
    place: (text) => decidingPlace(text, '', mapping, 'enabled'),
  },
  {
    rule: 'exchange/basic-with-client-certificate',
    severity: 'error',
    file: applicationHost,
    configurationPath: owa,
    place: (text) => decidingPlace(text, owa, basic, 'enabled'),
  },
  {
    rule: 'exchange/mapping-disabled-on-virtual-directory',
    severity: 'error',
    file: applicationHost,
    configurationPath: ecp,
    place: (text) => decidingPlace(text, ecp, mapping, 'enabled'),
  },
  {
    rule: 'exchange/client-certificate-on-other-virtual-directory',
    severity: 'error',
    file: applicationHost,
    configurationPath: ews,
    place: (text) => decidingPlace(text, ews, access, 'sslFlags'),
  },
  {
    rule: 'exchange/upload-read-ahead-shadowed',
    severity: 'warning',
    file: applicationHost,
    configurationPath: activeSync,
    place: (text) => decidingPlace(text, activeSync, serverRuntime, 'uploadReadAheadSize'),
  },
  {
    rule: 'exchange/client-certificate-accepted-not-required',
    severity: 'error',
    file: applicationHost,
    configurationPath: activeSync,
    place: (text) => decidingPlace(text, activeSync, access, 'sslFlags'),
  },
];

/** Where a mistake shows: zero-based, as in JSON and LSP. */
export function lineOfMistake(mistake: SampleMistake, files: ReadonlyMap<string, string>): number {
  const text = files.get(mistake.file)!;
  return lineOf(text, mistake.place(text).start);
}
