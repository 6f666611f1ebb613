// The extension is there and starts in this extension host.
import * as vscode from 'vscode';

describe('activation', () => {
  it('loads the extension', async () => {
    const extension = vscode.extensions.getExtension('exchange-cba.exchange-cba');
    if (!extension) throw new Error('The extension is not installed.');
    await extension.activate();
  });
});
