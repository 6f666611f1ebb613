// Why something cannot be done.

/** Why something cannot be done, in one sentence for the user. */
export interface Obstacle {
  readonly problem: string;
}
