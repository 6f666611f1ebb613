// Command of links in pages: open a place. Its argument comes from a page, so everything about it is checked.
import { commands, Range, Uri } from 'vscode';
import type { ProtocolPlace } from '../../../server/src/protocol.js';

function isPlace(value: unknown): value is ProtocolPlace {
  if (typeof value !== 'object' || value === null || !('uri' in value) || !('range' in value)) return false;
  const { start, end } = value.range as Partial<ProtocolPlace['range']>;
  const numbers = [start?.line, start?.character, end?.line, end?.character];
  return typeof value.uri === 'string' && numbers.every((number) => typeof number === 'number' && number >= 0);
}

export async function openPlace(place: unknown): Promise<void> {
  if (!isPlace(place)) return;
  const { start, end } = place.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await commands.executeCommand('vscode.open', Uri.parse(place.uri), { selection });
}
