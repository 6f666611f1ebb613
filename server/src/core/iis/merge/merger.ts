// Applies the places that write a section, one after the other, to what has been merged so far.
import type { Place, Range } from '../../text/range.js';
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import { meantAttribute, meantElement, misnamedReason } from '../names.js';
import type { Rejection } from '../rejection.js';
import type { AttributeSchema } from '../schema/schema.js';
import { isEncrypted, readValue } from '../schema/values.js';
import { CollectionEdit } from './collection-edit.js';
import type { Contribution, MissingContribution } from './contribution.js';
import { originOf } from './contribution.js';
import { Directives, isDirective, type SectionMerge } from './directives.js';
import type { Binding } from './locks.js';
import { bindingOf, lockOn, readLocks } from './locks.js';
import type { AttributeState, ElementState } from './state.js';

/** Collections whose order after a removal and an addition of the same entry is measured on IIS 10. */
const orderIsMeasured = new Set(['system.webServer/modules', 'system.webServer/handlers']);

export class Merger implements SectionMerge {
  readonly rejections: Rejection[] = [];
  readonly #section: string;
  readonly #directives: Directives;

  constructor(section: string) {
    this.#section = section;
    this.#directives = new Directives(this);
  }

  apply(root: ElementState, contribution: Contribution | MissingContribution): void {
    if (contribution.element === null) root.markUnknown(contribution.unreadable, null);
    else if (contribution.unreadable !== null)
      root.markUnknown(contribution.unreadable, originOf(contribution, contribution.element.startTag));
    else if (!this.#isLockedItem(root, contribution.element, contribution))
      this.element(root, contribution.element, contribution, true);
  }

  element(state: ElementState, element: XmlElement, from: Contribution, isItem: boolean): void {
    // Made where they are needed: most elements have one attribute or none, all of the schema.
    const seen = element.attributes.length > 1 ? new Set<string>() : null;
    let others: XmlAttribute[] | null = null;
    for (const attribute of element.attributes) {
      const schema = state.schema.attributes.get(attribute.name);
      if (!schema) (others ??= []).push(attribute);
      // A second attribute of the name is a syntax error.
      if (!schema || seen?.has(attribute.name)) continue;
      seen?.add(attribute.name);
      this.#attribute(state, schema, element, attribute, from);
    }
    // What is not in the schema is for another rule; what it most likely means is unknown.
    for (const attribute of others ?? []) this.#misnamedAttribute(state, element, attribute, from);
    this.#children(state, element, from);
    readLocks(state, element, from, isItem);
  }

  #children(state: ElementState, element: XmlElement, from: Contribution): void {
    const { collection } = state.schema;
    let edit: CollectionEdit | null = null;
    for (const child of element.children) {
      if (child.kind !== 'element') continue;
      const schema = state.schema.elements.get(child.name);
      const found = lockOn(state.elementLocks, from, (lock) => lock.covers(child.name));
      if (found) {
        const reason = this.locked(
          'locked-element',
          child.name,
          child,
          child.nameRange,
          found.lock.place,
          found.binding,
          from,
        );
        if (schema) state.child(schema).markUnknown(reason, originOf(from, child.startTag));
        else state.ownCollection().reason = reason;
      } else if (schema) {
        this.element(state.child(schema), child, from, false);
      } else if (collection && isDirective(collection, child.name)) {
        edit ??= new CollectionEdit(state.ownCollection(), collection, orderIsMeasured.has(this.#section));
        this.#directives.apply(edit, collection, child, from);
      } else {
        const forget = (reason: string): void => {
          const origin = originOf(from, child.startTag);
          if (edit) edit.forget(reason, origin);
          else state.ownCollection().forget(reason, origin);
        };
        this.#misnamedElement(state, child, from, forget);
      }
    }
    edit?.finish();
  }

  #attribute(
    state: ElementState,
    schema: AttributeSchema,
    element: XmlElement,
    { value: raw, valueRange: range }: XmlAttribute,
    from: Contribution,
  ): void {
    const trail = [...(state.attributes.get(schema.name)?.trail ?? []), originOf(from, range)];
    const set = (value: string | null, reason: string): void => {
      const next: AttributeState = { raw, value, reason, trail };
      state.setAttribute(schema.name, next);
    };
    const found = lockOn(state.attributeLocks, from, (lock) => lock.covers(schema.name));
    if (found) {
      const { lock, binding } = found;
      set(null, this.locked('locked-attribute', schema.name, element, range, lock.place, binding, from));
      return;
    }
    if (isEncrypted(raw)) {
      set(null, `the value of ${schema.name} is encrypted`);
      return;
    }
    const read = readValue(schema, raw);
    if (read.ok) {
      set(read.canonical, '');
      return;
    }
    set(null, `IIS rejects the value of ${schema.name}`);
    const { problem } = read;
    this.rejections.push({
      kind: 'invalid-value',
      attribute: schema.name,
      value: raw,
      problem,
      ...this.at(from, range),
    });
  }

  #misnamedAttribute(state: ElementState, element: XmlElement, attribute: XmlAttribute, from: Contribution): void {
    const found = meantAttribute(state.schema, element, attribute);
    if (!found) return;
    const reason = misnamedReason(attribute.name, found);
    const before = state.attributes.get(found.name);
    const trail = [...(before?.trail ?? []), originOf(from, attribute.valueRange)];
    state.setAttribute(found.name, { raw: before?.raw ?? attribute.value, value: null, reason, trail });
    state.misnamed = new Map([...state.misnamed, [found.name, reason]]);
  }

  #misnamedElement(
    state: ElementState,
    element: XmlElement,
    from: Contribution,
    forget: (reason: string) => void,
  ): void {
    const found = meantElement(state.schema, element);
    if (!found) return;
    const reason = misnamedReason(`<${element.name}>`, found);
    const schema = state.schema.elements.get(found.name);
    if (schema) state.child(schema).markUnknown(reason, originOf(from, element.startTag));
    else forget(reason);
  }

  #isLockedItem(state: ElementState, element: XmlElement, from: Contribution): boolean {
    const lock = state.itemLock;
    const binding = lock ? bindingOf(lock, from) : 'none';
    if (!lock || binding === 'none') return false;
    const reason = this.locked('locked-item', element.name, element, element.nameRange, lock.place, binding, from);
    state.markUnknown(reason, originOf(from, element.startTag));
    return true;
  }

  locked(
    kind: 'locked-attribute' | 'locked-element' | 'locked-item',
    name: string,
    element: XmlElement,
    range: Range,
    place: Place,
    binding: Binding,
    from: Contribution,
  ): string {
    if (binding === 'unknown') return `a web.config locks ${name}; whether that binds a file above it is unknown`;
    const lock = { ...place, message: `${name} is locked here.` };
    this.rejections.push({ kind, name, element, lock, ...this.at(from, range) });
    return `${name} is locked above, so IIS rejects it`;
  }

  at(from: Contribution, range: Range): ReturnType<SectionMerge['at']> {
    return { uri: from.uri, range, configurationPath: from.configurationPath, section: this.#section };
  }
}
