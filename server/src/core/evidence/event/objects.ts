// Events that Get-WinEvent gave, as list, JSON, CSV or CliXml.
import { textOf, valueOf, type EvidenceObject } from '../objects/model.js';
import type { RawEvent } from './fact.js';

export function eventsOfObjects(objects: readonly EvidenceObject[]): RawEvent[] {
  return objects.flatMap((object): RawEvent[] => {
    const provider = textOf(object, 'ProviderName', 'Source');
    const instance = textOf(object, 'InstanceId');
    const id = textOf(object, 'Id', 'EventID') ?? instance;
    if (!provider || !id || !/^\d{1,10}$/.test(id.text)) return [];
    if (valueOf(object, 'Message', 'TimeCreated', 'TimeGenerated', 'LevelDisplayName', 'MachineName') === null)
      return [];
    return [
      {
        provider: provider.text,
        // An instance has severity and facility above the number of the event.
        id: id === instance ? Number(id.text) % 0x10000 : Number(id.text),
        computer: textOf(object, 'MachineName')?.text ?? null,
        time: textOf(object, 'TimeCreated', 'TimeGenerated')?.text ?? null,
        message: valueOf(object, 'Message')?.text ?? '',
        range: id.range,
      },
    ];
  });
}
