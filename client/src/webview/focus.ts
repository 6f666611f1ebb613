// Keeps the focus somewhere when what had it goes: on a page without focus a keyboard has to start all over.

/**
 * What had the focus last. The editor takes it from the element as it leaves the page, and does not give it
 * back.
 */
let last: HTMLElement | null = null;
/** Where the focus goes when it comes back from elsewhere, say from the input of a password. */
let waiting: (() => HTMLElement | null) | null = null;

/**
 * Makes a change; if the focus was in what went, it is where `heir` says, without taking it from the rest of
 * the editor.
 */
export function keepFocus(change: () => void, heir: () => HTMLElement | null): void {
  const active = document.activeElement;
  const before = active instanceof HTMLElement && active !== document.body ? active : last;
  const lost = before?.isConnected === true ? before : null;
  change();
  if (lost === null && waiting === null) return;
  if (lost !== null && document.activeElement === lost) return;
  // What was taken out and put back again is the better heir.
  const next = lost !== null && document.body.contains(lost) ? () => lost : heir;
  if (document.hasFocus()) {
    waiting = null;
    next()?.focus({ preventScroll: true });
  } else {
    waiting = next;
  }
}

document.addEventListener('focusin', ({ target }) => {
  if (target instanceof HTMLElement) last = target;
});
window.addEventListener('focus', () => {
  const next = waiting;
  waiting = null;
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  (next === null ? last : next())?.focus({ preventScroll: true });
});
