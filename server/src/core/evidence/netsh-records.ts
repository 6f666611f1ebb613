// A record of HTTP.SYS and the file that it was saved in.
import type { Sourced } from './facts.js';
import type { NetshRecord } from './netsh.js';

export type SslRecord = Sourced<NetshRecord>;
