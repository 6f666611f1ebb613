// The frame of an HTML report: one file without script, picture or address from outside, readable on screen
// and on paper.
import { htmlText } from './html-escape.js';

/**
 * A whole document. `body` is HTML; `title` is text. Nothing in it may be loaded or run: its own policy says
 * so.
 */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${htmlText(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const style = `
:root { --text: #1b1b1b; --page: #fff; --faint: #595959; --line: #d0d0d0; --shade: #f4f4f4; --link: #0550ae;
  --error: #a40e26; --warning: #7a4a00; --information: #0a4f8f; --hint: #4a4a4a; --done: #116329; --mark: #fff3bf; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e8e8e8; --page: #1b1b1b; --faint: #b0b0b0; --line: #4a4a4a; --shade: #262626; --link: #8ab4f8;
    --error: #ff9aa2; --warning: #f2c062; --information: #8cc4ff; --hint: #c8c8c8; --done: #7ddc95; --mark: #5a4a00; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; font: 1rem/1.5 system-ui, "Segoe UI", sans-serif;
  color: var(--text); background: var(--page); }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; } h4 { font-size: 1rem; margin: 0; }
a { color: var(--link); } code, pre { font: .875em/1.5 ui-monospace, Consolas, monospace; }
code { overflow-wrap: anywhere; } pre { margin: .5rem 0; padding: .5rem; background: var(--shade); overflow-x: auto; }
mark { background: var(--mark); color: inherit; border-bottom: 2px solid currentColor; }
.verdict { font-size: 1.15rem; font-weight: 600; } .faint { color: var(--faint); }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line); overflow-wrap: anywhere; }
thead th { background: var(--shade); } tbody th { font-weight: 400; } td p, th p { margin: .25rem 0; }
td pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.checklist { table-layout: fixed; } .checklist th:nth-child(1) { width: 8.5rem; } .checklist th:nth-child(3) { width: 34%; }
.state { font-weight: 600; display: inline-block; line-height: 1.3; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .4rem; }
.error, .wrong { color: var(--error); } .warning, .unknown, .doubtful { color: var(--warning); } .information { color: var(--information); }
.hint, .notApplicable, .notDone { color: var(--hint); } .done { color: var(--done); }
.finding { border: 1px solid var(--line); border-left: .3rem solid; padding: .75rem; margin: .75rem 0; }
.finding > * { color: var(--text); } .finding .error { color: var(--error); } .finding .warning { color: var(--warning); }
.finding .information { color: var(--information); } .finding .hint { color: var(--hint); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; margin: .5rem 0 0; }
dt { color: var(--faint); } dd { margin: 0; min-width: 0; overflow-wrap: anywhere; } ul { margin: .25rem 0; padding-left: 1.25rem; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .5rem; color: var(--faint); }
@media print {
  :root { --text: #000; --page: #fff; --shade: #f4f4f4; --line: #999; --faint: #333; --link: #000; --error: #000; --warning: #000;
    --information: #000; --hint: #000; --done: #000; --mark: #e8e8e8; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; } thead { display: table-header-group; }
  h2, h3, h4, caption { break-after: avoid; } tr, .finding { break-inside: avoid; }
  a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
}
`;
