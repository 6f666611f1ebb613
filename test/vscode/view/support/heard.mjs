// What those hear who do not see: Chromium's own tree of accessibility.

/** The nodes of a page that a reader is told about, in order. */
export async function heard(view) {
  const session = await view.page.context().newCDPSession(view.page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const ids = [];
  const walk = ({ frame, childFrames = [] }) => {
    ids.push(frame.id);
    childFrames.forEach(walk);
  };
  walk(frameTree);
  // The first is the workbench.
  for (const frameId of ids.slice(1)) {
    const { nodes } = await session.send('Accessibility.getFullAXTree', { frameId }).catch(() => ({ nodes: [] }));
    if (!nodes.some(({ role, chromeRole }) => (role ?? chromeRole)?.value === 'main')) continue;
    await session.detach();
    return nodes
      .filter(({ ignored }) => !ignored)
      .map(({ role, name, properties = [] }) => ({
        role: role?.value ?? '',
        name: name?.value ?? '',
        level: properties.find((property) => property.name === 'level')?.value.value,
      }));
  }
  throw new Error('No frame has a main landmark.');
}

const interactive = [
  'button',
  'searchbox',
  'listbox',
  'option',
  'treeitem',
  'tree',
  'slider',
  'checkbox',
  'combobox',
  'link',
];

/** Everything to handle has a name, and headings are in order. */
export function assertWellFormed(nodes) {
  const nameless = nodes.filter(
    ({ role, name }) => [...interactive, 'heading', 'region'].includes(role) && name.trim() === '',
  );
  if (nameless.length > 0) throw new Error(`Without a name: ${JSON.stringify(nameless)}`);
  const headings = nodes.filter(({ role }) => role === 'heading');
  if (headings.filter(({ level }) => level === 1).length !== 1)
    throw new Error(`There is not exactly one first heading: ${JSON.stringify(headings)}`);
  let before = 0;
  for (const { level, name } of headings) {
    if (level > before + 1) throw new Error(`The heading “${name}” skips a level: ${before} to ${level}.`);
    before = level;
  }
}
