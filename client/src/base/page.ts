// The page that the view is: no content of its own, and a policy under which nothing but our script and style
// runs.
import { Uri, type Webview } from 'vscode';

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Names of sites are in titles. */
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `name` is that of the script and the style in the folder. */
export function pageOf(webview: Webview, folder: Uri, title: string, name = 'certificate'): string {
  const once = nonce();
  const script = webview.asWebviewUri(Uri.joinPath(folder, `${name}.js`)).toString();
  const style = webview.asWebviewUri(Uri.joinPath(folder, `${name}.css`)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${once}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${escaped(title)}</title>
</head>
<body>
<script nonce="${once}" src="${script}"></script>
</body>
</html>`;
}
