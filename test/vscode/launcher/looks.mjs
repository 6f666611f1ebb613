// The looks that surfaces are pictured in, and the windows that it takes: themes share one window, whose theme
// is changed under what shows; a language or a zoom needs a window of its own.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Of each theme its name in the settings, and the class that the workbench has in it. */
const themes = {
  dark: { setting: 'Default Dark Modern', style: 'vs-dark' },
  light: { setting: 'Default Light Modern', style: 'vs' },
  contrast: { setting: 'Default High Contrast', style: 'hc-black' },
  'contrast-light': { setting: 'Default High Contrast Light', style: 'hc-light' },
};

/** Every look; `zoom` is the browser's. */
export const looks = {
  ...Object.fromEntries(Object.keys(themes).map((name) => [name, { theme: themes[name], language: 'en', zoom: 1 }])),
  german: { theme: themes.light, language: 'de', zoom: 1 },
  zoom: { theme: themes.dark, language: 'en', zoom: 2 },
};

/**
 * The looks by the windows that show them, the first of each first.
 * @param {readonly string[]} names
 */
export function windowsOf(names) {
  const windows = new Map();
  for (const name of names) {
    const { language, zoom, theme } = looks[name];
    const key = `${language} ${zoom}`;
    const window = windows.get(key) ?? { language, zoom, looks: [] };
    window.looks.push({ name, theme });
    windows.set(key, window);
  }
  return [...windows.values()];
}

/** Sets the theme whose name stands in a file, whenever the name changes, and is the extension for the rest. */
const painted = (main, file) => `
const { readFileSync } = require('node:fs');
const { workspace } = require('vscode');
const extension = require(${JSON.stringify(main)});
let shown;
exports.activate = (context) => {
  const timer = setInterval(() => {
    const wanted = readFileSync(${JSON.stringify(file)}, 'utf8');
    if (wanted === shown) return;
    shown = wanted;
    workspace.getConfiguration('workbench').update('colorTheme', wanted, true);
  }, 100);
  context.subscriptions.push({ dispose: () => clearInterval(timer) });
  return extension.activate(context);
};
exports.deactivate = () => extension.deactivate?.();
`;

/**
 * Makes the extension in a folder change the theme without a key or a menu, so that nothing that shows is
 * closed by it.
 * @param {string} folder
 * @param {string} file holds the name of the theme
 */
export function addPainter(folder, file) {
  const manifestFile = path.join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  writeFileSync(path.join(folder, 'painted.js'), painted(manifest.main, file));
  const activationEvents = [...manifest.activationEvents, '*'];
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, main: './painted.js', activationEvents }));
}
