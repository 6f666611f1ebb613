// The attributes of elements that steer the configuration system, which no section schema knows.

/** By element; the values are those that are offered. */
export const steering: ReadonlyMap<string, readonly { readonly name: string; readonly values: readonly string[] }[]> =
  new Map([
    [
      'location',
      [
        { name: 'path', values: [] },
        { name: 'overrideMode', values: ['Inherit', 'Allow', 'Deny'] },
        { name: 'inheritInChildApplications', values: ['true', 'false'] },
      ],
    ],
    [
      'section',
      [
        { name: 'name', values: [] },
        { name: 'overrideModeDefault', values: ['Allow', 'Deny'] },
        {
          name: 'allowDefinition',
          values: ['Everywhere', 'MachineToApplication', 'MachineToWebRoot', 'AppHostOnly', 'MachineOnly'],
        },
        { name: 'allowLocation', values: ['true', 'false'] },
      ],
    ],
    ['sectionGroup', [{ name: 'name', values: [] }]],
  ]);
