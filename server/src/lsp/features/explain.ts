// Explains the meaning of a status and its possible causes, as Markdown.
import { explain, explainable, explanationMarkdown } from '../../core/face/simulation.js';
import { ruleIds } from '../../core/face/findings.js';
import { explainRequest, type ExplainParams } from '../../protocol.js';
import { onCustomRequest } from '../custom-request.js';
import { sayMarkdown } from '../say-document.js';
import type { Session } from '../session.js';

function isExplainParams(params: unknown): params is ExplainParams {
  return typeof params === 'object' && params !== null && 'text' in params && typeof params.text === 'string';
}

/** Without a server an explanation names no place. */
const context = {
  relativePath: (uri: string): string => uri,
  texts: new Map<string, string>(),
  outer: <T>(place: T): T => place,
  color: false,
  hasPage: (rule: string): boolean => ruleIds.includes(rule),
};

export function registerExplain({ connection, run, say }: Session): void {
  onCustomRequest(connection, explainRequest, (params, token) =>
    run(explainRequest, token, null, (): Promise<string | null> => {
      const subject = isExplainParams(params) ? explainable(params.text.trim()) : null;
      if (!subject) return Promise.resolve(null);
      const markdown = explanationMarkdown(explain(subject), context);
      // A rule is explained as its page does it, in English.
      return Promise.resolve(ruleIds.includes(subject.status) ? markdown : sayMarkdown(say, markdown));
    }),
  );
}
