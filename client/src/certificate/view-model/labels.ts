// Texts from files in the labels and messages of the editor, which draws pictures and links that it finds in
// them.

/** For lenses and picks, where `$(name)` would become an icon. */
export function withoutIcons(label: string): string {
  return label.replace(/(?<!\\)\$\(/g, '\\$(');
}

/** For notifications, where `[text](address)` would become a link, also one that runs a command. */
export function withoutLinks(message: string): string {
  return message.replaceAll('](', '] (');
}
