// What can be set up on a server, and the remedies that do it: for a person who chooses before anything is
// changed.
import type { TerminationKind } from '../exchange/termination.js';
import type { ExchangeServer } from '../exchange/virtual-directory.js';
import { samePath } from '../iis/paths.js';
import type { Obstacle } from '../text/obstacle.js';
import { shortNotes } from './notes.js';
import type { Remedy } from './remedy.js';
import { chosenByDefault, switchTermination } from './switch.js';
import type { SwitchTarget } from './switch-target.js';

/** A virtual directory that can be changed. */
export interface SetUpDirectory {
  readonly configurationPath: string;
  /** It is changed unless something else is chosen. */
  readonly isChosen: boolean;
  /** What the change means for its users, one sentence each. */
  readonly notes: readonly string[];
}

/** What a person chooses from, for one server and one place where client certificates are to be validated. */
export interface SetUpChoices {
  /** Where client certificates are validated now. */
  readonly now: TerminationKind;
  readonly directories: readonly SetUpDirectory[];
}

export interface SetUpRequest {
  /** The `root` of the server. */
  readonly root: string;
  readonly to: SwitchTarget;
  /**
   * Configuration paths; those that the server does not have are left out. None for those of the procedure.
   */
  readonly virtualDirectories: readonly string[];
}

export function setUpChoices(server: ExchangeServer, to: SwitchTarget): SetUpChoices {
  const chosen = chosenByDefault(server, to);
  const directories = server.procedure
    .filter(({ application }) => application !== undefined)
    .map((directory) => ({
      configurationPath: directory.configurationPath,
      isChosen: chosen.includes(directory),
      notes: shortNotes(directory, to),
    }));
  return { now: server.termination.value, directories };
}

export function setUpRemedies(server: ExchangeServer, request: SetUpRequest): readonly Remedy[] | Obstacle {
  const { to, virtualDirectories } = request;
  const own = virtualDirectories.filter((path) =>
    server.procedure.some(({ configurationPath }) => samePath(configurationPath, path)),
  );
  if (virtualDirectories.length > 0 && own.length === 0) return [];
  return switchTermination(server, { to, virtualDirectories: own });
}
