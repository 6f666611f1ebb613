// The path that `simulate`, `explain` and `diagnose` take: a URL or its path, not a configuration path.
import { requestAt, urlOfConfigurationPath, type World } from '../core/face/simulation.js';

/** A sentence without its period where it is a configuration path of the server; null otherwise. */
export function pathProblem(path: string | undefined, world: World | null): string | null {
  if (path === undefined || world === null) return null;
  const request = requestAt(path);
  const url = request && urlOfConfigurationPath(request, world);
  return url === null ? null : `'${path}' is a configuration path; use its URL, '${url}'`;
}
