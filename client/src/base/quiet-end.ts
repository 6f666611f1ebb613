// A client that is ending says nothing of requests that can no longer be answered.
import { State, type BaseLanguageClient } from 'vscode-languageclient';

/**
 * When a window closes or the server is restarted, requests fail that are still under way. Nothing is wrong
 * then: they get the neutral answer. The library would log each of them, into a channel that is closed
 * already.
 */
export function endQuietly(client: BaseLanguageClient): void {
  const whileRunning = client.handleFailedRequest.bind(client);
  client.handleFailedRequest = (type, token, error, defaultValue, showNotification, throwOnCancel) =>
    client.state === State.Running
      ? whileRunning(type, token, error, defaultValue, showNotification, throwOnCancel)
      : defaultValue;
}
