// Writes generated files, or compares them with what is there.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';

/**
 * `files`: path below the root → text. `owned`: folders in which no other file may be. Returns the paths that
 * differed; unless `check` is set they are right afterwards.
 */
export async function write(root, files, { check, owned = [] }) {
  const stale = [];
  for (const [name, text] of files) {
    const file = path.join(root, name);
    const { ignored, inferredParser } = await prettier.getFileInfo(file, {
      ignorePath: path.join(root, '.prettierignore'),
    });
    const options = await prettier.resolveConfig(file);
    const wanted = ignored || !inferredParser ? text : await prettier.format(text, { ...options, filepath: file });
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue;
    stale.push(name);
    if (check) continue;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, wanted);
  }
  for (const folder of owned) {
    if (!existsSync(path.join(root, folder))) continue;
    for (const entry of readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const name = path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      if (files.has(name)) continue;
      stale.push(name);
      if (!check) rmSync(path.join(root, name));
    }
  }
  return stale;
}
