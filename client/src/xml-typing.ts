// How Enter behaves in XML: between a start tag and its end tag it opens an indented line, after a start tag
// it indents.
import { IndentAction, languages, type Disposable } from 'vscode';

const startTag = '<([\\w:][\\w:.-]*)(?:[^"\'/>]|"[^"]*"|\'[^\']*\')*>';

/** VS Code's own configuration of XML says nothing of Enter; whatever else it says stays. */
export function registerXmlTyping(): Disposable {
  return languages.setLanguageConfiguration('xml', {
    onEnterRules: [
      {
        beforeText: new RegExp(`${startTag}\\s*$`),
        afterText: /^\s*<\/[\w:][\w:.-]*\s*>/,
        action: { indentAction: IndentAction.IndentOutdent },
      },
      { beforeText: new RegExp(`${startTag}\\s*$`), action: { indentAction: IndentAction.Indent } },
    ],
  });
}
