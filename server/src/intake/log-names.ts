// Which names a folder search takes for logs; their content decides.

/** `u_ex261128.log`, `u_ex261128.log.gz`, `fr000001.xml`; a name or a uri. */
export function isLogName(name: string): boolean {
  return /(?:\.log(?:\.gz)?|(?:^|\/)fr\d+\.xml)$/i.test(name);
}
