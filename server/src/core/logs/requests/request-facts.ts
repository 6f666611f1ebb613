// The facts of one request of ActiveSync, as numbers of the tables.

/** Which side of Exchange wrote a line: the front end, or the back end's `Proxy` behind it. */
export type Hop = 'front' | 'back';

/** The facts of one ActiveSync request. One object is filled again and again. */
export interface RequestFacts {
  hop: Hop;
  /** Seconds since 1970, NaN where the line has no readable time. */
  time: number;
  /** 0 where it is not logged. */
  status: number;
  /** Null for a field that is not logged. */
  substatus: number | null;
  /** Unsigned. */
  win32: number | null;
  /** Numbers of the tables; `none` where the line does not say. */
  device: number;
  deviceType: number;
  user: number;
  agent: number;
  command: number;
  probe: boolean;
  /** The back end's `Error:` name or common status behind `SC1:`, '' where there is none. */
  backEndError: string;
}

/** Substatuses of 403 about the client certificate: none presented, not mapped, revoked, untrusted, not valid now. */
export const certificateSubstatuses: readonly number[] = [7, 12, 13, 16, 17];
