// The connection of a Node process to its client on standard input and output.
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
} from 'vscode-languageserver/node';
import { ProtocolOrder } from './lsp/protocol-order.js';

/**
 * On standard input and output. Frames that cannot be read end the process with 1: where the next message
 * begins is unknown. The end of the input ends it too, with 0 after `shutdown`.
 */
export function standardConnection(): Connection {
  const order = new ProtocolOrder();
  const reader = new StreamMessageReader(process.stdin);
  reader.onError((error) => {
    console.error(`exchange-cba: The client's messages cannot be read: ${error.message}`);
    process.exit(1);
  });
  reader.onClose(() => process.exit(order.isShutDown ? 0 : 1));
  const writer = new StreamMessageWriter(process.stdout);
  return ordered(createConnection(ProposedFeatures.all, reader, writer, order.options), order);
}

function ordered(connection: Connection, order: ProtocolOrder): Connection {
  order.listenTo(connection);
  return connection;
}
