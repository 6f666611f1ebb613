// The channel that shows the traffic with the language server, as much of it as `exchangeCba.trace.server`
// asks for.
import { EventEmitter, LogLevel, window, workspace, type LogOutputChannel } from 'vscode';

export interface TraceChannel {
  readonly channel: LogOutputChannel;
  dispose(): void;
}

/**
 * The client library writes traffic only to a channel whose level is `Trace`, and takes the setting for how
 * much of it. So this channel has that level while the setting is not `off`. Traffic is written as
 * information: the level at which VS Code shows a channel hides nothing of it.
 */
export function createTraceChannel(section: string, name: string): TraceChannel {
  const channel = window.createOutputChannel(name, { log: true });
  const changed = new EventEmitter<LogLevel>();
  const level = (): LogLevel =>
    workspace.getConfiguration(section).get<string>('trace.server', 'off') === 'off'
      ? channel.logLevel
      : LogLevel.Trace;
  const listening = [
    changed,
    channel,
    channel.onDidChangeLogLevel(() => {
      changed.fire(level());
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${section}.trace.server`)) changed.fire(level());
    }),
  ];
  const traffic = Object.create(channel, {
    logLevel: { get: level },
    onDidChangeLogLevel: { value: changed.event },
    trace: { value: channel.info.bind(channel) },
  }) as LogOutputChannel;
  return {
    channel: traffic,
    dispose: () => {
      for (const each of listening) each.dispose();
    },
  };
}
