// Applies the places that write a section, one after the other, to what has been merged so far.
import type { Place, Range } from '../../text/range.js';
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import { attributeOf } from '../../xml/tree.js';
import { meantAttribute, meantElement, misnamedReason } from '../names.js';
import type { Rejection } from '../rejection.js';
import type { AttributeSchema } from '../schema/schema.js';
import { isEncrypted, readValue } from '../schema/values.js';
import { CollectionEdit } from './collection-edit.js';
import type { Contribution, MissingContribution } from './contribution.js';
import { Directives, isDirective, type SectionMerge } from './directives.js';
import type { Binding } from './locks.js';
import { bindingOf, lockOn, readLocks } from './locks.js';
import type { ElementState } from './state.js';
import { Trail } from './trail.js';

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
    if (contribution.element === null) root.markUnknown(contribution.unreadable, null, null);
    else if (contribution.unreadable !== null)
      root.markUnknown(contribution.unreadable, contribution, contribution.element);
    else if (!this.#isLockedItem(root, contribution.element, contribution))
      this.element(root, contribution.element, contribution, true);
  }

  element(state: ElementState, element: XmlElement, from: Contribution, isItem: boolean): void {
    const { attributes } = element;
    // Made where it is needed: most elements have attributes of the schema alone.
    let others: XmlAttribute[] | null = null;
    for (const attribute of attributes) {
      const schema = state.schema.attributes.get(attribute.name);
      if (!schema) (others ??= []).push(attribute);
      // A second attribute of the name is a syntax error.
      else if (attributes.length === 1 || attributeOf(element, attribute.name) === attribute)
        this.#attribute(state, schema, element, attribute, from);
    }
    // What is not in the schema is for another rule; what it most likely means is unknown.
    for (const attribute of others ?? []) this.#misnamedAttribute(state, element, attribute, from);
    if (element.children.length > 0) this.#children(state, element, from);
    readLocks(state, element, from, isItem);
  }

  #children(state: ElementState, element: XmlElement, from: Contribution): void {
    const { collection } = state.schema;
    let edit: CollectionEdit | null = null;
    for (const child of element.children) {
      if (child.kind !== 'element') continue;
      const schema = state.schema.elements.get(child.name);
      const locks = state.elementLocks;
      const found = locks.length === 0 ? null : lockOn(locks, from, (lock) => lock.covers(child.name));
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
        if (schema) state.child(schema).markUnknown(reason, from, child);
        else state.ownCollection().reason = reason;
      } else if (schema) {
        this.element(state.child(schema), child, from, false);
      } else if (collection && isDirective(collection, child.name)) {
        edit ??= new CollectionEdit(state.ownCollection(), collection, orderIsMeasured.has(this.#section));
        this.#directives.apply(edit, collection, child, from);
      } else {
        const forget = (reason: string): void => {
          if (edit) edit.forget(reason, from, child);
          else state.ownCollection().forget(reason, from, child);
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
    attribute: XmlAttribute,
    from: Contribution,
  ): void {
    const { name } = schema;
    const raw = attribute.value;
    const trail = new Trail(state.attributes.get(name)?.trail ?? null, from, attribute);
    const locks = state.attributeLocks;
    const found = locks.length === 0 ? null : lockOn(locks, from, (lock) => lock.covers(name));
    if (found) {
      const { lock, binding } = found;
      const reason = this.locked('locked-attribute', name, element, attribute.valueRange, lock.place, binding, from);
      state.setAttribute(name, { raw, value: null, reason, trail });
      return;
    }
    if (isEncrypted(raw)) {
      state.setAttribute(name, { raw, value: null, reason: `the value of ${name} is encrypted`, trail });
      return;
    }
    const read = readValue(schema, raw);
    if (read.ok) {
      state.setAttribute(name, { raw, value: read.canonical, reason: '', trail });
      return;
    }
    state.setAttribute(name, { raw, value: null, reason: `IIS rejects the value of ${name}`, trail });
    const { problem } = read;
    this.rejections.push({
      kind: 'invalid-value',
      attribute: name,
      value: raw,
      problem,
      ...this.at(from, attribute.valueRange),
    });
  }

  #misnamedAttribute(state: ElementState, element: XmlElement, attribute: XmlAttribute, from: Contribution): void {
    const found = meantAttribute(state.schema, element, attribute);
    if (!found) return;
    const reason = misnamedReason(attribute.name, found);
    const before = state.attributes.get(found.name);
    const trail = new Trail(before?.trail ?? null, from, attribute);
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
    if (schema) state.child(schema).markUnknown(reason, from, element);
    else forget(reason);
  }

  #isLockedItem(state: ElementState, element: XmlElement, from: Contribution): boolean {
    const lock = state.itemLock;
    const binding = lock ? bindingOf(lock, from) : 'none';
    if (!lock || binding === 'none') return false;
    const reason = this.locked('locked-item', element.name, element, element.nameRange, lock.place, binding, from);
    state.markUnknown(reason, from, element);
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
