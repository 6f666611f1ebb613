// Which requests end with 500.19 where IIS refuses a section: those that read it.

/**
 * `every`: every request of the application; `folders`: requests for folders alone; `reading`: requests that
 * need the section; `start`: the service that starts the sites reads it, and no request does.
 */
export type FailureScope = 'every' | 'folders' | 'reading' | 'start';

/** Measured on IIS 10; for other sections nothing is known but that a section is refused where it is read. */
const measured: ReadonlyMap<string, FailureScope> = new Map([
  ['system.webServer/modules', 'every'],
  ['system.webServer/handlers', 'every'],
  ['system.webServer/staticContent', 'every'],
  ['system.webServer/defaultDocument', 'folders'],
]);

export function failureScope(section: string): FailureScope {
  if (section === 'system.applicationHost/applicationPools') return 'start';
  return measured.get(section) ?? 'reading';
}
