// Whether a document is one that a user has, and not the text of an input of VS Code itself.
import { workspace, type TextDocument } from 'vscode';

/**
 * A file of some file system, or one that is to become a file. The input of Chat, for example, is neither.
 */
export function isRealDocument({ uri, isUntitled }: TextDocument): boolean {
  return isUntitled || workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
}
