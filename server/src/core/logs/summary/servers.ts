// Which server wrote a line: its computer name, the address that stood beside one, or an address.
import { ByteTable, overflow } from '../reading/byte-table.js';
import { RememberedBytes } from '../reading/byte-source.js';
import { byteText } from '../reading/byte-text.js';
import type { LineView } from '../reading/line-splitter.js';
import type { W3cLayout } from '../reading/w3c-layout.js';
import { clientAddress, isOwnAddress } from '../requests/identity.js';
import { later } from './incident.js';

/** A log that names more servers than this is made up; the others count as the server of their file. */
const maximumServers = 2000;

interface RawServer {
  /** Null for what belongs to the server of its file. */
  readonly name: string | null;
  readonly address: string | null;
  readonly file: number;
  requests: number;
  activeSync: number;
  /** Of ActiveSync, seconds since 1970; NaN where there is none. */
  lastSuccess: number;
}

type Server = Pick<RawServer, 'requests' | 'activeSync' | 'lastSuccess'> & { readonly name: string };

/** Numbers for servers as lines name them; only `resolve` knows which of them are the same. */
export class ServerTable {
  readonly #servers: RawServer[] = [];
  readonly #names = new ByteTable(maximumServers);
  readonly #addresses = new ByteTable(maximumServers);
  readonly #byName = new Map<number, number>();
  readonly #byAddress: number[] = [];
  readonly #byText = new Map<string, number>();
  readonly #ownOf = new Map<number, number>();
  readonly #nameOfAddress = new Map<string, string>();
  /** File → the first server that its lines name. */
  readonly #ofFile = new Map<number, number>();
  readonly #folders: string[] = [];
  #lastFile = -1;
  #fileServer = -1;
  /** The address of the last line without a name, and its server: it seldom changes within a file. */
  readonly #lastAddress = new RememberedBytes();
  #addressFile = -1;
  #addressServer = -1;

  /** Every file in reading order, with its folder: files of one folder are from one server. */
  addFile(folder: string): void {
    this.#folders.push(folder);
  }

  /** The server of a W3C line. */
  of(view: LineView, layout: W3cLayout, file: number): number {
    const { bytes } = view;
    const named = view.has(layout.computerName)
      ? this.#named(view, view.fieldStart(layout.computerName), view.fieldEnd(layout.computerName), file)
      : -1;
    if (!view.has(layout.serverAddress)) return named >= 0 ? named : this.#own(file);
    const start = view.fieldStart(layout.serverAddress);
    const end = view.fieldEnd(layout.serverAddress);
    if (named < 0 && file === this.#addressFile && this.#lastAddress.equals(view, start, end)) {
      return this.#addressServer;
    }
    const id = this.#addresses.add(view, start, end);
    if (id === overflow) return named >= 0 ? named : this.#own(file);
    let server = this.#byAddress[id];
    if (server === undefined) {
      const address = byteText(bytes, start, end);
      server = isOwnAddress(address) ? -1 : this.#add(null, clientAddress(address), file);
      this.#byAddress[id] = server;
    }
    if (named >= 0) {
      if (server >= 0) this.#learn(server, named);
      return named;
    }
    if (server < 0) server = this.#own(file);
    else this.#seen(file, server);
    this.#lastAddress.remember(view, start, end);
    this.#addressFile = file;
    this.#addressServer = server;
    return server;
  }

  /** The server of a name or an address in other logs. */
  ofText(text: string, file: number, isName: boolean): number {
    if (!isName && isOwnAddress(text)) return this.#own(file);
    const wanted = isName ? text.toUpperCase() : clientAddress(text);
    const key = `${isName} ${wanted}`;
    let server = this.#byText.get(key);
    if (server === undefined) {
      if (this.#byText.size >= maximumServers) return this.#own(file);
      server = this.#servers.findIndex(({ name, address }) => (isName ? name?.toUpperCase() : address) === wanted);
      if (server < 0) server = this.#add(isName ? text : null, isName ? null : wanted, file);
      this.#byText.set(key, server);
    }
    this.#seen(file, server);
    return server;
  }

  count(server: number, activeSync: boolean): void {
    const one = this.#servers[server]!;
    if (activeSync) one.activeSync++;
    else one.requests++;
  }

  success(server: number, { time }: { readonly time: number }): void {
    const one = this.#servers[server]!;
    if (!(time <= one.lastSuccess)) one.lastSuccess = later(one.lastSuccess, time);
  }

  /** The servers that there really are, and for each number the index of its server. */
  resolve(): { readonly servers: readonly Server[]; readonly index: number[] } {
    const byName = new Map<string, Server>();
    const servers: Server[] = [];
    const index = this.#servers.map((raw) => {
      const name = this.#nameOf(raw);
      let server = byName.get(name.toUpperCase());
      if (server === undefined) {
        byName.set(name.toUpperCase(), (server = { name, requests: 0, activeSync: 0, lastSuccess: NaN }));
        servers.push(server);
      }
      server.requests += raw.requests;
      server.activeSync += raw.activeSync;
      server.lastSuccess = later(server.lastSuccess, raw.lastSuccess);
      return servers.indexOf(server);
    });
    return { servers, index };
  }

  #nameOf(raw: RawServer): string {
    if (raw.name !== null) return raw.name;
    if (raw.address !== null) return this.#nameOfAddress.get(raw.address) ?? raw.address;
    const server = this.#ofFile.get(raw.file) ?? this.#ofFolder(raw.file) ?? this.#only();
    return server === undefined ? 'localhost' : this.#nameOf(this.#servers[server]!);
  }

  #ofFolder(file: number): number | undefined {
    for (const [other, server] of this.#ofFile) if (this.#folders[other] === this.#folders[file]) return server;
    return undefined;
  }

  #only(): number | undefined {
    const named = new Set(this.#ofFile.values());
    return named.size === 1 ? [...named][0] : undefined;
  }

  #named(view: LineView, start: number, end: number, file: number): number {
    const id = this.#names.add(view, start, end);
    if (id === overflow) return -1;
    let server = this.#byName.get(id);
    if (server === undefined) {
      server = this.#add(byteText(view.bytes, start, end).replaceAll('"', ''), null, file);
      this.#byName.set(id, server);
    }
    this.#seen(file, server);
    return server;
  }

  #learn(addressServer: number, named: number): void {
    const { address } = this.#servers[addressServer]!;
    if (address !== null && !this.#nameOfAddress.has(address)) {
      this.#nameOfAddress.set(address, this.#servers[named]!.name!);
    }
  }

  #seen(file: number, server: number): void {
    if (file !== this.#lastFile || this.#fileServer < 0) {
      if (!this.#ofFile.has(file)) this.#ofFile.set(file, server);
      this.#lastFile = file;
      this.#fileServer = server;
    }
  }

  #own(file: number): number {
    let own = this.#ownOf.get(file);
    if (own === undefined) this.#ownOf.set(file, (own = this.#add(null, null, file)));
    return own;
  }

  #add(name: string | null, address: string | null, file: number): number {
    return this.#servers.push({ name, address, file, requests: 0, activeSync: 0, lastSuccess: NaN }) - 1;
  }
}
