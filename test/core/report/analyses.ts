// Made-up analyses for the tests of the reports: a server with mistakes, a clean one, and one full of hostile
// text.
import type { Analysis, ServerVerdict, Summary } from '../../../server/src/core/lint/analysis.js';
import type { ReportContext, RuleInfo } from '../../../server/src/core/report/context.js';
import type { Finding, Severity } from '../../../server/src/core/rules/finding.js';
import type { Range, Note } from '../../../server/src/core/text/range.js';

export const folder = 'file:///contoso/';
export const applicationHost = `${folder}exch01/applicationHost.config`;
export const webConfig = `${folder}exch01/FrontEnd/HttpProxy/owa/web.config`;

const applicationHostText = `<configuration>\r
  <location path="Default Web Site/Microsoft-Server-ActiveSync">\r
    <system.webServer>\r
      <security>\r
\t<access sslFlags="Ssl, SslNegotiateCert" />\r
        <authentication>\r
          <basicAuthentication enabled="true" />\r
        </authentication>\r
      </security>\r
    </system.webServer>\r
  </location>\r
</configuration>\r
`;

const webConfigText = `<configuration>
  <system.webServer>
    <modules>
      <add name="日本語モジュール" type="Contoso.Module" /><remove name="x" />
    </modules>
  </system.webServer>
</configuration>
`;

export const texts: ReadonlyMap<string, string> = new Map([
  [applicationHost, applicationHostText],
  [webConfig, webConfigText],
]);

/** The first place of `at` in a file. */
export function rangeOf(uri: string, at: string, all = texts): Range {
  const start = all.get(uri)!.indexOf(at);
  if (start < 0) throw new Error(`'${at}' is not in ${uri}`);
  return { start, end: start + at.length };
}

export function note(uri: string, at: string, message: string): Note {
  return { uri, range: rangeOf(uri, at), message };
}

export const findings: readonly Finding[] = [
  {
    rule: 'iis/locked-section',
    severity: 'warning',
    message: 'The module stands where "modules" is locked; IIS answers 500.19.',
    uri: webConfig,
    range: rangeOf(webConfig, 'name="x"'),
    configurationPath: 'Default Web Site/owa',
    evidence: [],
    remedies: [
      { title: 'Delete the entry', kind: 'review', alternative: true, changes: [] },
      { title: 'Unlock the section', kind: 'review', alternative: true, changes: [] },
    ],
  },
  {
    rule: 'exchange/client-certificate-accepted-not-required',
    severity: 'error',
    message: 'Client certificates are accepted, not required; devices fail now and then.',
    uri: applicationHost,
    range: rangeOf(applicationHost, 'Ssl, SslNegotiateCert'),
    configurationPath: 'Default Web Site/Microsoft-Server-ActiveSync',
    evidence: [note(applicationHost, 'Default Web Site/Microsoft', 'this location decides')],
    remedies: [
      {
        title: 'Require client certificates',
        kind: 'safe',
        changes: [
          {
            kind: 'text',
            uri: applicationHost,
            edits: [{ range: rangeOf(applicationHost, 'Ssl, SslNegotiateCert'), newText: 'Ssl, SslRequireCert' }],
            description: 'Require client certificates',
          },
        ],
      },
    ],
  },
  {
    rule: 'exchange/basic-with-client-certificate',
    severity: 'hint',
    message: 'Basic stands beside client certificates.',
    uri: applicationHost,
    range: rangeOf(applicationHost, '<authentication>\r\n          <basicAuthentication enabled="true" />'),
    configurationPath: '',
    evidence: [],
    remedies: [],
  },
];

const server: ServerVerdict = {
  root: `${folder}exch01`,
  applicationHost,
  termination: {
    value: 'exchange',
    chosenBy: 'evidence',
    evidence: [note(applicationHost, 'Ssl, SslNegotiateCert', 'ActiveSync asks for client certificates')],
    virtualDirectories: [
      {
        configurationPath: 'Default Web Site/Microsoft-Server-ActiveSync',
        value: 'exchange',
        place: { uri: applicationHost, range: rangeOf(applicationHost, 'Ssl, SslNegotiateCert') },
        decidedAt: { uri: applicationHost, range: rangeOf(applicationHost, 'Ssl, SslNegotiateCert') },
      },
      {
        configurationPath: 'Default Web Site/owa',
        value: 'none',
        place: { uri: applicationHost, range: { start: 0, end: 0 } },
        decidedAt: null,
      },
    ],
  },
  unknowns: ['Default Web Site/ecp: its web.config was not provided.'],
};

export function summaryOf(all: readonly Finding[], suppressed = 0): Summary {
  const number = (severity: Severity): number => all.filter((finding) => finding.severity === severity).length;
  return {
    error: number('error'),
    warning: number('warning'),
    information: number('information'),
    hint: number('hint'),
    passed: 112,
    notApplicable: 40,
    unknown: 3,
    suppressed,
  };
}

export const withMistakes: Analysis = {
  servers: [server],
  findings,
  summary: summaryOf(findings),
  texts,
  failures: [],
};

export const clean: Analysis = {
  servers: [
    {
      ...server,
      unknowns: [],
      termination: { value: 'none', chosenBy: 'setting', evidence: [], virtualDirectories: [] },
    },
  ],
  findings: [],
  summary: summaryOf([]),
  texts,
  failures: [],
};

export const empty: Analysis = { servers: [], findings: [], summary: summaryOf([]), texts: new Map(), failures: [] };

/** Everything that a format may trip over, in one string. */
export const hostile =
  '<script>alert("1")</script> ]]> & \' "\r\n::error::x%0A`code` | [a](http://x.example) **b** \u0000\u001b[31m\u0007\u0085 \ud800 \u202Eevil -- --> #{x} $y @z';

/** The same server with hostile text in every place that a file or its name can fill. */
export function hostileAnalysis(): Analysis {
  const uri = `${folder}${hostile}/applicationHost.config`;
  const text = `<a b="${hostile}"/>\n`;
  const range = { start: 6, end: 6 + hostile.length };
  const place = { uri, range, message: hostile };
  const finding: Finding = {
    rule: 'iis/locked-section',
    severity: 'error',
    message: hostile,
    uri,
    range,
    configurationPath: hostile,
    evidence: [place],
    remedies: [{ title: hostile, kind: 'safe', changes: [] }],
  };
  return {
    servers: [
      {
        root: `${folder}${hostile}`,
        applicationHost: uri,
        termination: {
          value: 'device',
          chosenBy: 'evidence',
          evidence: [place],
          virtualDirectories: [{ configurationPath: hostile, value: 'exchange', place, decidedAt: place }],
        },
        unknowns: [hostile],
      },
    ],
    findings: [finding],
    suppressed: [{ finding, by: 'comment', reason: hostile }],
    summary: summaryOf([finding], 1),
    texts: new Map([[uri, text]]),
    failures: [{ rule: 'iis/locked-section', message: hostile }],
  };
}

const infos: readonly RuleInfo[] = [
  {
    id: 'exchange/client-certificate-accepted-not-required',
    severity: 'error',
    title: 'Client certificates accepted, not required',
    what: 'What it is.',
    why: 'Why it matters.',
    fix: 'How to repair it.',
    helpUri: 'https://contoso.example/rules/client-certificate-accepted-not-required.md',
  },
];

export const context: ReportContext = {
  version: '1.2.3',
  relativePath: (uri) => {
    const path = uri.startsWith(folder) ? uri.slice(folder.length) : uri;
    return path === '' ? '.' : path;
  },
  rule: (id) => infos.find((info) => info.id === id),
  color: false,
  width: null,
  failOn: 'error',
  edits: (remedy) =>
    remedy.changes.flatMap((change) => (change.kind === 'text' ? [{ uri: change.uri, edits: change.edits }] : [])),
  checklists: [
    {
      root: `${folder}exch01`,
      title: 'Certificate based authentication at Exchange',
      steps: [
        {
          title: 'SSL is required on Default Web Site/Microsoft-Server-ActiveSync',
          state: 'done',
          evidence: [note(applicationHost, 'Ssl, SslNegotiateCert', 'Ssl is set')],
          verify: 'appcmd list config "Default Web Site/Microsoft-Server-ActiveSync" -section:access',
        },
        {
          title: 'Client certificates are required',
          state: 'wrong',
          detail: 'They are accepted only.',
          evidence: [],
          verify: '',
          rule: 'exchange/client-certificate-accepted-not-required',
        },
        {
          title: 'The authority is in NTAuth',
          state: 'unknown',
          evidence: [],
          verify: 'certutil -enterprise -viewstore NTAuth',
        },
        { title: 'The legacy server uses Basic', state: 'notApplicable', evidence: [], verify: '' },
      ],
    },
  ],
};

export function hostileContext(): ReportContext {
  return {
    ...context,
    rule: (id) => ({
      id,
      severity: 'error',
      title: hostile,
      what: hostile,
    }),
    edits: () => null,
    date: hostile,
    checklists: [
      {
        root: `${folder}${hostile}`,
        title: hostile,
        steps: [{ title: hostile, state: 'wrong', detail: hostile, evidence: [], verify: hostile, rule: hostile }],
      },
    ],
  };
}
