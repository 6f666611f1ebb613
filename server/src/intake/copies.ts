// Copies of configurations that IIS and Windows keep beside the ones in use.

/**
 * True below a folder of the configuration history (`history\CFGHISTORY_0000000001`), of `appcmd add backup`
 * (`inetsrv\backup\<name>`) or of the 32-bit view of the system (`SysWOW64\inetsrv`). Names in lower case.
 */
export function copyOf(below: readonly string[]): boolean {
  const folders = below.slice(0, -1);
  return folders.some((name, index) => {
    const parent = folders[index - 1];
    if (name.startsWith('cfghistory_')) return true;
    if (name === 'backup') return parent === 'inetsrv' && folders.length > index + 1;
    return name === 'inetsrv' && parent === 'syswow64';
  });
}
