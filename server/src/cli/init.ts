// The command `init`: writes the settings file of a folder with what was recognized in it.
import { initialSettingsText, settingsFileName } from '../core/face/settings.js';
import type { CommandSpec } from './command-spec.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { excludeOption } from './exclude.js';
import { ProjectLoader } from './project-loader.js';
import { readSettingsArguments } from './settings-arguments.js';
import { withArguments } from './usage.js';

export const initSpec: CommandSpec = {
  name: 'init',
  parameters: '[folder]',
  minimum: 0,
  maximum: 1,
  summary: `Write a ${settingsFileName} with what was recognized in a folder`,
  details: [
    'Uses the working folder if none is given. The file records where client certificates are validated, the name and Windows version of the server if the files show them, and which files are web.config files under other names. An existing file is not replaced.',
  ],
  options: [excludeOption],
};

export function runInit(args: readonly string[], host: CommandHost, output: Output): Promise<number> {
  return withArguments(
    initSpec,
    args,
    host,
    output,
    () => null,
    async (read, out) => {
      const [folder = '.'] = read.parameters;
      const settings = await readSettingsArguments(read, host, out);
      if (!settings) return exitCode.unreadable;
      const uri = host.uriOf(folder);
      if ((await host.stat(uri)) !== 'folder') {
        out.warn(`exchange-cba: ${folder}: folder not found.`);
        return exitCode.unreadable;
      }
      const loader = new ProjectLoader(settings, host, out);
      const file = `${uri}/${settingsFileName}`;
      const name = loader.name(file);
      if ((await host.stat(file)) !== 'missing') {
        out.warn(`exchange-cba: ${name} exists and was not changed.`);
        return exitCode.unreadable;
      }
      const project = await loader.run([folder]);
      if (loader.loader.errors.length > 0) return exitCode.unreadable;
      const text = initialSettingsText(project.initialSettings(uri));
      const problem = await host.writeFiles([{ uri: file, bytes: new TextEncoder().encode(text), expected: null }]);
      if (problem !== null) {
        out.warn(`exchange-cba: ${problem}`);
        return exitCode.unreadable;
      }
      out.write(`Wrote ${name}:\n${text}`);
      return exitCode.clean;
    },
  );
}
