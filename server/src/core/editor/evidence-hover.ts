// Hover in evidence: what a field means, and what the configuration has for it.
import { KDC_EVENTS } from '../certificate/meaning/kdc-events.js';
import type { EvidenceFile } from '../evidence/evidence-file.js';
import { netshFieldMeaning } from '../evidence/netsh-meanings.js';
import type { NetshSwitchName } from '../evidence/netsh.js';
import { versionName, versionOfBuild } from '../exchange/server.js';
import { samePath } from '../iis/paths.js';
import { comparedIn } from '../rules/support/contradictions.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import type { Range } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { Hover } from './answers.js';
import { netshHover } from './netsh.js';

/** The labels under which the meanings of switches are kept. */
const switchLabels: Readonly<Record<NetshSwitchName, string>> = {
  dsMapper: 'DS Mapper Usage',
  negotiateClientCertificate: 'Negotiate Client Certificate',
  verifyRevocation: 'Verify Client Certificate Revocation',
  usageCheck: 'Usage Check',
  trustList: 'Ctl Store Name',
  rejectConnections: 'Reject Connections',
  disableTls13: 'Disable TLS1.3',
  disableHttp2: 'Disable HTTP2',
};

/** Null where the file says nothing at the offset that is known. */
export function evidenceHover(
  text: string,
  file: EvidenceFile,
  offset: number,
  servers: readonly CheckedServer[],
): Hover | null {
  const ofRecord = netshHover(text, file.sslRecords, offset, servers);
  if (ofRecord) return ofRecord;
  const found = [...viewBlocks(file, servers), ...switchBlocks(file), ...otherBlocks(file)].filter(
    ({ range }) => range.start <= offset && offset <= range.end,
  );
  const [first] = found;
  return first ? { range: first.range, markdown: found.map(({ markdown }) => markdown).join('\n\n') } : null;
}

interface Block {
  readonly range: Range;
  readonly markdown: string;
}

function viewBlocks({ uri }: EvidenceFile, servers: readonly CheckedServer[]): Block[] {
  return servers.flatMap(({ exchange, facts }) =>
    facts.virtualDirectories
      .filter((view) => view.uri === uri)
      .flatMap((view) => {
        const path = view.configurationPath;
        const directory = exchange?.virtualDirectories.find((one) => samePath(one.configurationPath, path));
        if (!directory) return [];
        return comparedIn(view, directory).map(({ property, setting, said, actual, range }) => ({
          range,
          markdown: [
            `**${property}** = ${markdownCode(said)} for ${markdownCode(path)}, as Exchange has it in Active Directory.`,
            view.fromDirectoryOnly
              ? 'The object was read from Active Directory only, so it is not compared with IIS.'
              : `IIS has ${actual.state === 'known' ? markdownCode(actual.value) : 'an unknown value'} in ${markdownCode(setting)}.`,
          ].join('\n\n'),
        }));
      }),
  );
}

function switchBlocks({ sslRecords }: EvidenceFile): Block[] {
  return sslRecords.flatMap((record) =>
    (Object.keys(switchLabels) as NetshSwitchName[]).flatMap((name) => {
      const said = record[name];
      if (!said) return [];
      const label = switchLabels[name];
      const value = `**${label}** = ${said.on ? 'on' : 'off'} for ${markdownCode(record.endpoint)}`;
      return [{ range: said.range, markdown: [value, netshFieldMeaning(label) ?? ''].join('\n\n').trim() }];
    }),
  );
}

function otherBlocks({ readings }: EvidenceFile): Block[] {
  return readings.flatMap(({ facts }) => [
    ...facts.tlsServer.map(({ version, on, range }) => ({
      range,
      markdown: `**${version}** is ${on ? 'on' : 'off'} for servers on this computer (SCHANNEL).`,
    })),
    ...facts.windows.map(({ version, name, range }) => ({
      range,
      markdown: version === null ? markdownText(name ?? 'Unknown Windows') : `**Windows Server ${version}**`,
    })),
    ...facts.exchangeBuilds.map(({ major, minor, build, range }) => {
      const version = versionOfBuild(major, minor, build);
      const name = version === null ? 'An unknown version of Exchange' : versionName(version);
      return { range, markdown: `**${name}**. Security updates do not change this build.` };
    }),
    ...facts.organization.map(({ oAuth2, range }) => ({
      range,
      markdown: oAuth2
        ? 'Cloud services may call ActiveSync and EWS with a token and no certificate. Where IIS requires a certificate, they get 403.7.'
        : 'Cloud services do not sign in to this organization with tokens.',
    })),
    ...facts.events.flatMap(({ provider, id, range }) => {
      const known = provider === 'kdc' ? KDC_EVENTS.find((event) => event.id === id) : undefined;
      return known ? [{ range, markdown: `**KDC event ${id}**: ${known.meaning}\n\n${known.remedy}` }] : [];
    }),
  ]);
}
