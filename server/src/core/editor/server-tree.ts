// A server as IIS Manager shows it: sites with their bindings, applications, virtual directories and folders;
// application pools. Every finding counts at the node that it is about, and at every node above it.
import type { TreeNode } from './answers.js';
import type { EvidenceKindName } from '../evidence/kind.js';
import { kindTitles } from '../evidence/kind-titles.js';
import { httpsBindings, isHttp } from '../exchange/bindings.js';
import { recordsBehind } from '../exchange/ssl-records.js';
import type { Termination } from '../exchange/termination.js';
import type { ServerVerdict } from '../lint/analysis.js';
import { countFindings, validatorName } from '../lint/verdict.js';
import type { Finding } from '../rules/finding.js';
import type { Application, Binding, Site } from '../iis/sites.js';
import { commonHead, folderOf, pathKey, uriSegments } from '../iis/paths.js';
import type { Range } from '../text/range.js';
import { contains } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { attributeOf, childElements, type XmlElement } from '../xml/tree.js';
import { descendantElements } from '../xml/walk.js';

/** A node that is still being filled. */
interface Draft {
  readonly node: Omit<TreeNode, 'counts' | 'children'>;
  /** Findings in this range of applicationHost.config are about the node; null where the path decides. */
  readonly range: Range | null;
  readonly findings: Finding[];
  readonly children: Draft[];
}

/** What is below the server's own node. Findings that are about none of it are the server's own. */
export function serverTree(
  server: CheckedServer,
  { termination }: ServerVerdict,
  findings: readonly Finding[],
): readonly TreeNode[] {
  const builder = new TreeBuilder(server, termination);
  const accounts = findings.filter(({ rule }) => rule.startsWith('evidence/account-'));
  builder.addEvidence([
    ...server.readings.map(({ uri, reading }) => ({ uri, kind: reading.kind })),
    ...accounts.map(({ uri }) => ({ uri, kind: 'directory-account' as const })),
  ]);
  for (const finding of findings) builder.add(finding);
  return builder.roots.map(finish);
}

function finish({ node, findings, children }: Draft): TreeNode {
  const finished = children.map(finish);
  const sum = { ...countFindings(findings) };
  for (const { counts } of finished) {
    for (const severity of ['error', 'warning', 'information', 'hint'] as const) sum[severity] += counts[severity];
  }
  return { ...node, counts: sum, children: finished };
}

class TreeBuilder {
  readonly roots: Draft[] = [];
  readonly #uri: string;
  readonly #byPath = new Map<string, Draft>();
  readonly #byRange: Draft[] = [];
  readonly #byEvidence = new Map<string, Draft>();
  readonly #validators: ReadonlyMap<string, string>;
  readonly #server: CheckedServer;

  constructor(server: CheckedServer, { virtualDirectories }: Termination) {
    const { configuration } = server;
    this.#server = server;
    this.#uri = configuration.applicationHost.uri;
    this.#validators = new Map(
      virtualDirectories.map(({ configurationPath, value }) => [pathKey(configurationPath), validatorName(value)]),
    );
    for (const site of configuration.sites) this.roots.push(this.#site(site));
    for (const { path, element } of configuration.applicationHost.locations) this.#folder(path, element);
    const pools = this.#pools(configuration.applicationHost.document.root);
    if (pools) this.roots.push(pools);
  }

  /** A group with the files that refer to the server; a file of several kinds is one node. */
  addEvidence(readings: readonly { readonly uri: string; readonly kind: EvidenceKindName }[]): void {
    if (readings.length === 0) return;
    const group = draftOf({ kind: 'evidence', label: 'Evidence', detail: '', configurationPath: null, place: null });
    for (const uri of [...new Set(readings.map((reading) => reading.uri))].sort()) {
      const kinds = new Set(readings.filter((one) => one.uri === uri).map(({ kind }) => kindTitles[kind]));
      const label = evidenceLabel(uri, folderOf(this.#uri));
      const place = { uri, range: { start: 0, end: 0 } };
      const draft = draftOf({
        kind: 'evidenceFile',
        label,
        detail: [...kinds].join(', '),
        configurationPath: null,
        place,
      });
      group.children.push(draft);
      this.#byEvidence.set(uri, draft);
    }
    this.roots.push(group);
  }

  add(finding: Finding): void {
    const evidence = this.#byEvidence.get(finding.uri);
    if (evidence) {
      evidence.findings.push(finding);
      return;
    }
    const inRange =
      finding.uri === this.#uri
        ? this.#byRange.find(({ range }) => range && contains(range, finding.range))
        : undefined;
    let path = pathKey(finding.configurationPath);
    let draft = inRange;
    while (!draft && path !== '') {
      draft = this.#byPath.get(path);
      path = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    }
    draft?.findings.push(finding);
  }

  #draft(
    node: Omit<TreeNode, 'counts' | 'children' | 'place'>,
    element: XmlElement | null,
    range: Range | null,
  ): Draft {
    const place = element && { uri: this.#uri, range: element.startTag };
    const validator =
      node.configurationPath === null ? undefined : this.#validators.get(pathKey(node.configurationPath));
    const files = node.configurationPath === null ? {} : this.#filesOf(node.configurationPath);
    const draft: Draft = {
      node: { ...node, place, ...files, ...(validator === undefined ? {} : { validator }) },
      range,
      findings: [],
      children: [],
    };
    if (node.configurationPath !== null && range === null) this.#byPath.set(pathKey(node.configurationPath), draft);
    if (range !== null) this.#byRange.push(draft);
    return draft;
  }

  /** Where the settings of a path are written that is not a declaration. */
  #filesOf(path: string): Pick<TreeNode, 'location' | 'webConfig'> {
    const { configuration } = this.#server;
    const tag = configuration.locationTag(path);
    const file = configuration.webConfigs.at(path);
    return {
      ...(tag && { location: { uri: this.#uri, range: tag.element.startTag } }),
      ...(typeof file === 'string' ? {} : { webConfig: { uri: file.uri, range: { start: 0, end: 0 } } }),
    };
  }

  #role(site: Site): string {
    const { exchange } = this.#server;
    if (site === exchange?.frontEnd) return 'front end';
    return site === exchange?.backEnd ? 'back end' : '';
  }

  /** What HTTP.SYS shows to clients of a binding, and whether it uses DS Mapper; '' where no record tells. */
  #shown(site: Site, binding: Binding): string {
    const parsed = httpsBindings(site).find((one) => one.binding === binding);
    if (!parsed) return '';
    const records = recordsBehind(parsed, this.#server.facts.sslRecords);
    const hashes = records.flatMap(({ certificateHash }) => certificateHash?.toUpperCase() ?? []);
    return [...new Set(hashes)].join(', ');
  }

  #site(site: Site): Draft {
    const { configurationPath, element } = site;
    const detail = this.#role(site);
    const draft = this.#draft({ kind: 'site', label: configurationPath, detail, configurationPath }, element, null);
    for (const application of site.applications) draft.children.push(...this.#application(site, application));
    // Bindings of other protocols (net.tcp, net.pipe) have nothing to do with client certificates.
    for (const binding of site.bindings) {
      const { element: written, protocol, bindingInformation } = binding;
      if (!isHttp(binding)) continue;
      const label = `${protocol.value} ${bindingInformation.value}`;
      const shown = this.#shown(site, binding);
      draft.children.push(
        this.#draft({ kind: 'binding', label, detail: shown, configurationPath: null }, written, written.range),
      );
    }
    return draft;
  }

  /** The root application is the site itself. */
  #application(site: Site, application: Application): Draft[] {
    const { configurationPath } = application;
    const isRoot = pathKey(configurationPath) === pathKey(site.configurationPath);
    const directories = application.virtualDirectories
      .filter((directory) => pathKey(directory.configurationPath) !== pathKey(configurationPath))
      .map(({ configurationPath: path, element }) =>
        this.#draft(
          { kind: 'virtualDirectory', label: labelOf(path), detail: '', configurationPath: path },
          element,
          null,
        ),
      );
    if (isRoot) return directories;
    const draft = this.#draft(
      {
        kind: 'application',
        label: configurationPath.slice(site.configurationPath.length + 1),
        detail: application.applicationPool.value,
        configurationPath,
      },
      application.element,
      null,
    );
    draft.children.push(...directories);
    return [draft];
  }

  /** A path that a location names and nothing else declares. */
  #folder(path: string, element: XmlElement): void {
    if (path === '' || this.#byPath.has(pathKey(path))) return;
    let above = path;
    let parent: Draft | undefined;
    while (!parent && above.includes('/')) {
      above = above.slice(0, above.lastIndexOf('/'));
      parent = this.#byPath.get(pathKey(above));
    }
    if (!parent) return;
    const label = path.slice(above.length + 1);
    parent.children.push(this.#draft({ kind: 'folder', label, detail: '', configurationPath: path }, element, null));
  }

  #pools(root: XmlElement | null): Draft | null {
    const section = root && [...descendantElements(root)].find(({ name }) => name === 'applicationPools');
    if (!section) return null;
    const group = this.#draft(
      { kind: 'applicationPools', label: 'Application Pools', detail: '', configurationPath: null },
      section,
      section.range,
    );
    for (const pool of childElements(section, 'add')) {
      const label = attributeOf(pool, 'name')?.value ?? '';
      const draft = this.#draft(
        { kind: 'applicationPool', label, detail: '', configurationPath: null },
        pool,
        pool.range,
      );
      group.children.push(draft);
      // The narrowest range that holds a finding comes first.
      this.#byRange.pop();
      this.#byRange.unshift(draft);
    }
    return group;
  }
}

function draftOf(node: Draft['node']): Draft {
  return { node, range: null, findings: [], children: [] };
}

/** The path below the server's folder, or of a file elsewhere its last folders. */
function evidenceLabel(uri: string, root: string): string {
  const segments = uriSegments(uri);
  const above = uriSegments(root);
  const shared = commonHead(segments, above);
  return segments.slice(shared === above.length ? shared : Math.max(0, segments.length - 3)).join('/');
}

function labelOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
