// A project that answers in the user's language: core speaks English, and this border looks its sentences up.
import type { CompletionItem, TreeNode } from '../core/face/editor.js';
import type { Analysis, Finding } from '../core/face/findings.js';
import type { EffectivePage } from '../core/face/reports.js';
import type { Plan, Project } from '../core/face/project.js';
import type { Say } from '../core/text/phrase-book.js';
import { sayCsv, sayHtml, sayMarkdown } from './say-document.js';

function localizeFinding(finding: Finding, say: Say): Finding {
  return {
    ...finding,
    message: say(finding.message),
    evidence: finding.evidence.map((note) => ({ ...note, message: say(note.message) })),
    remedies: finding.remedies.map((remedy) => ({ ...remedy, title: say(remedy.title) })),
  };
}

function localizeAnalysis(analysis: Analysis, say: Say): Analysis {
  return {
    ...analysis,
    findings: analysis.findings.map((finding) => localizeFinding(finding, say)),
    servers: analysis.servers.map((server) => ({
      ...server,
      unknowns: server.unknowns.map(say),
      termination: {
        ...server.termination,
        evidence: server.termination.evidence.map((note) => ({ ...note, message: say(note.message) })),
      },
    })),
  };
}

function localizeCompletion(item: CompletionItem, say: Say): CompletionItem {
  return {
    ...item,
    ...(item.detail === undefined ? {} : { detail: say(item.detail) }),
    ...(item.documentation === undefined ? {} : { documentation: sayMarkdown(say, item.documentation) }),
  };
}

function localizeNode(node: TreeNode, say: Say): TreeNode {
  return {
    ...node,
    ...(node.kind === 'applicationPools' ? { label: say(node.label) } : {}),
    ...(node.kind === 'site' ? { detail: say(node.detail) } : {}),
    ...(node.validator === undefined ? {} : { validator: say(node.validator) }),
    children: node.children.map((child) => localizeNode(child, say)),
  };
}

function localizePlan(plan: Plan, say: Say): Plan {
  const localized = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => localizeFinding(finding, say));
  const { solved, added } = plan;
  return { ...plan, notes: plan.notes.map(say), solved: localized(solved), added: localized(added) };
}

function localizePage(page: EffectivePage, say: Say): EffectivePage {
  type Findings = EffectivePage['findings'];
  const localized = (findings: Findings): Findings => findings.map((one) => ({ ...one, message: say(one.message) }));
  return {
    ...page,
    findings: localized(page.findings),
    features: page.features.map(({ title, sections }) => ({
      title: say(title),
      sections: sections.map((section) => ({
        ...section,
        findings: localized(section.findings),
        settings: section.settings.map((one) => ({
          ...one,
          reason: say(one.reason),
          findings: localized(one.findings),
        })),
        collections: section.collections.map((one) => ({
          ...one,
          reason: say(one.reason),
          entries: one.entries?.map((entry) => ({ ...entry, findings: localized(entry.findings) })) ?? null,
        })),
      })),
    })),
  };
}

/**
 * The same project with every sentence that it answers with in the user's language, whose name `locale` is.
 */
export function localizeProject(project: Project, say: Say, locale?: string): Project {
  let analysis: Analysis | null = null;
  /** The finding of core that a localized one was made from. */
  const originals = new WeakMap<Finding, Finding>();
  return {
    get analysis() {
      if (!analysis) {
        analysis = localizeAnalysis(project.analysis, say);
        analysis.findings.forEach((finding, index) => originals.set(finding, project.analysis.findings[index]!));
      }
      return analysis;
    },
    step: () => project.step(),
    stop: () => {
      project.stop();
    },
    get wanted() {
      return project.wanted;
    },
    hover(uri, offset) {
      const hover = project.hover(uri, offset);
      return hover && { ...hover, markdown: sayMarkdown(say, hover.markdown) };
    },
    completion: (uri, offset) => project.completion(uri, offset).map((item) => localizeCompletion(item, say)),
    symbols: (uri) => project.symbols(uri),
    lenses: (uri) => project.lenses(uri).map((lens) => ({ ...lens, title: say(lens.title) })),
    links: (uri) =>
      project.links(uri).map((link) => (link.tooltip === undefined ? link : { ...link, tooltip: say(link.tooltip) })),
    definitions: (uri, offset) => project.definitions(uri, offset),
    references: (uri, offset, withDeclaration) => project.references(uri, offset, withDeclaration),
    renameRange: (uri, offset) => project.renameRange(uri, offset),
    renameEdits: (uri, offset, newName) => project.renameEdits(uri, offset, newName),
    inlayHints: (uri, range) => project.inlayHints(uri, range).map((hint) => ({ ...hint, label: say(hint.label) })),
    report(request) {
      const text = project.report(request);
      if (text === null) return null;
      if (request.format === 'csv') return sayCsv(say, text);
      return request.format === 'html' ? sayHtml(say, text, locale) : sayMarkdown(say, text);
    },
    serverTree: (server, findings) => project.serverTree(server, findings).map((node) => localizeNode(node, say)),
    evidenceToGet: (root) => project.evidenceToGet(root).map((missing) => ({ ...missing, why: say(missing.why) })),
    paths: () => project.paths(),
    edits: (remedies) => project.edits(remedies),
    fix: (remedies) => project.fix(remedies),
    setUpChoices(root, to) {
      const choices = project.setUpChoices(root, to);
      const directories = choices?.directories.map((directory) => ({ ...directory, notes: directory.notes.map(say) }));
      return choices && { ...choices, directories: directories! };
    },
    setUp(requests) {
      const plan = project.setUp(requests);
      return 'problem' in plan ? { problem: say(plan.problem) } : localizePlan(plan, say);
    },
    script: (remedies, form, rollback) => project.script(remedies, form, rollback),
    // A script runs on the server, in English as on the command line.
    setUpScript: (request, form, rollback) => project.setUpScript(request, form, rollback),
    repairServer(root, mode) {
      const plan = project.repairServer(root, mode);
      return plan && { ...localizePlan(plan, say), applied: plan.applied, refused: plan.refused.map(say) };
    },
    repairFile: (uri) => project.repairFile(uri),
    baseline: (relativePath) => project.baseline(relativePath),
    suppress: (finding) => project.suppress(originals.get(finding) ?? finding),
    suppressInFile: (finding) => project.suppressInFile(originals.get(finding) ?? finding),
    locationAt: (uri, offset) => project.locationAt(uri, offset),
    placeOf: (location) => project.placeOf(location),
    certificateUses: () => project.certificateUses(),
    describe(location) {
      const markdown = project.describe(location);
      return markdown === null ? null : sayMarkdown(say, markdown);
    },
    effectivePage(location, compareWith) {
      const page = project.effectivePage(location, compareWith);
      return page && localizePage(page, say);
    },
    changeSettingScript(edit, form, rollback) {
      const script = project.changeSettingScript(edit, form, rollback);
      return typeof script === 'string' ? script : { problem: say(script.problem) };
    },
    changeSetting(edit) {
      const plan = project.changeSetting(edit);
      if ('problem' in plan) return { problem: say(plan.problem) };
      return { ...localizePlan(plan, say), alsoAt: plan.alsoAt };
    },
  };
}
