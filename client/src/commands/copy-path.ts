// Command: copy the configuration path of a tree item, as appcmd and PowerShell take it.
import { env } from 'vscode';

export async function copyPath(of: unknown): Promise<void> {
  if (typeof of !== 'object' || of === null || !('configurationPath' in of)) return;
  const { configurationPath } = of;
  if (typeof configurationPath === 'string') await env.clipboard.writeText(configurationPath);
}
