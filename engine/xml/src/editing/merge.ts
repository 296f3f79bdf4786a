import type { DocumentAttribute, DocumentElement, DocumentNode } from '../document/nodes.js';
import { declaredPrefix, elementsOf, isBlank, textOf } from '../document/nodes.js';
import { byMark, isMark, markOf } from './marks.js';
import { Signatures } from './signatures.js';

const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

const NO_PREFIXES: ReadonlyMap<string, string> = new Map();

/** Three states of one element. */
interface Versions {
  /** As it was in the text. */
  readonly original: DocumentElement;
  /** As the editor writes it when nobody changes it. */
  readonly unchanged: DocumentElement;
  /** As the editor writes it now. */
  readonly saved: DocumentElement;
}

/**
 * Brings back what an editor lost: whatever differs between the original and what the editor writes unchanged was lost,
 * whatever differs between that and what it writes now was changed by somebody. What was changed counts; what was lost
 * comes back where the element around it is still there; elements nobody touched stay as they were written.
 */
export function mergeEdited(
  originals: ReadonlyMap<string, DocumentElement>,
  unchangedRoot: DocumentElement,
  savedRoot: DocumentElement,
): DocumentElement {
  return new Merge(originals, unchangedRoot, savedRoot).root();
}

class Merge {
  readonly #originals: ReadonlyMap<string, DocumentElement>;
  readonly #marks: ReadonlyMap<DocumentElement, string>;
  readonly #unchanged: ReadonlyMap<string, DocumentElement>;
  readonly #saved: ReadonlyMap<string, DocumentElement>;
  readonly #savedRoot: DocumentElement;
  readonly #signatures = new Signatures();

  constructor(
    originals: ReadonlyMap<string, DocumentElement>,
    unchangedRoot: DocumentElement,
    savedRoot: DocumentElement,
  ) {
    this.#originals = originals;
    this.#marks = new Map([...originals].map(([number, element]) => [element, number]));
    this.#unchanged = byMark(unchangedRoot);
    this.#saved = byMark(savedRoot);
    this.#savedRoot = savedRoot;
  }

  root(): DocumentElement {
    const merged = this.#element(this.#savedRoot);
    const original = this.#originals.get('0');
    if (!original || merged === original) return merged;
    // Texts and values may name prefixes no element uses.
    const declared = new Set(merged.attributes.map(declaredPrefix));
    const missing = original.attributes.filter((one) => {
      const prefix = declaredPrefix(one);
      return prefix !== undefined && prefix !== '' && !declared.has(prefix);
    });
    return { ...merged, attributes: [...missing, ...merged.attributes] };
  }

  #element(saved: DocumentElement): DocumentElement {
    const number = markOf(saved);
    const original = number === undefined ? undefined : this.#originals.get(number);
    const unchanged = number === undefined ? undefined : this.#unchanged.get(number);
    if (!original || !unchanged || this.#saved.get(number ?? '') !== saved) return this.#unknown(saved);
    if (this.#isSame(saved, unchanged)) return original;
    const versions = { original, unchanged, saved };
    const keepsName = [nameOf(unchanged), nameOf(original)].includes(nameOf(saved));
    const { name, uri, local } = keepsName ? original : saved;
    return formatted({
      kind: 'element',
      name,
      uri,
      local,
      attributes: attributesOf(versions).filter((one) => !isMark(one)),
      children: this.#children(versions),
    });
  }

  /** Something new, with what was lost in what was put into it. */
  #unknown(saved: DocumentElement): DocumentElement {
    return formatted({
      ...saved,
      scope: NO_PREFIXES,
      attributes: saved.attributes.filter((one) => !isMark(one)),
      children: saved.children.map((child) => (child.kind === 'element' ? this.#element(child) : child)),
    });
  }

  #isSame(one: DocumentElement, other: DocumentElement): boolean {
    return this.#signatures.of(one) === this.#signatures.of(other);
  }

  #children({ original, unchanged, saved }: Versions): DocumentNode[] {
    const inside = elementsOf(original);
    const isUntouched = textOf(saved).trim() === textOf(unchanged).trim();
    if (inside.length === 0 && elementsOf(saved).length === 0 && isUntouched) return [...original.children];
    const isMixed = inside.length > 0 && textOf(original).trim() !== '';
    const bringsTextBack = isUntouched && (isMixed || textOf(original).trim() !== textOf(saved).trim());

    const twins = new Twins(original, unchanged, saved);
    const written = new Map<DocumentNode, DocumentNode>();
    for (const child of saved.children) if (child.kind === 'element') written.set(child, this.#element(child));
    /** What was lost, by the child of the saved element it stood behind. */
    const lost = new Map<DocumentNode | undefined, DocumentNode[]>();
    let place: DocumentNode | undefined;
    const bringBack = (node: DocumentNode): void => add(lost, place, node);
    for (const child of original.children) {
      if (child.kind !== 'element') {
        const isText = child.kind === 'text' || child.kind === 'cdata';
        if (!isText || (bringsTextBack && !isBlank(child))) bringBack(child);
        continue;
      }
      const number = this.#marks.get(child) ?? '';
      const still = this.#saved.get(number);
      if (still) {
        if (written.has(still)) place = still;
        continue;
      }
      // The editor knew it: somebody removed it.
      if (this.#unchanged.has(number)) continue;
      const twin = twins.of(child);
      if (twin === 'lost') bringBack(child);
      if (typeof twin === 'string') continue;
      place = twin.saved;
      written.set(place, twin.isChanged ? withAttributesOf(child, written.get(place) as DocumentElement) : child);
    }
    const kept = saved.children.filter((child) => written.has(child) || (!isBlank(child) && !bringsTextBack));
    return [undefined, ...kept].flatMap((child) => [
      ...(child ? [written.get(child) ?? child] : []),
      ...(lost.get(child) ?? []),
    ]);
  }
}

type Twin = { readonly saved: DocumentElement; readonly isChanged: boolean } | 'lost' | 'removed';

/**
 * Editors keep the text of some elements (references, scripts) and none of their attributes, so not their number. Such
 * an element is found again by name and text, or by name when there is only one.
 */
class Twins {
  readonly #original: ByName;
  readonly #unchanged: ByName;
  readonly #saved: ByName;

  constructor(original: DocumentElement, unchanged: DocumentElement, saved: DocumentElement) {
    const unnumbered = (element: DocumentElement): ByName =>
      new ByName(elementsOf(element).filter((child) => markOf(child) === undefined));
    this.#original = new ByName(elementsOf(original));
    this.#unchanged = unnumbered(unchanged);
    this.#saved = unnumbered(saved);
  }

  of(original: DocumentElement): Twin {
    const isOnly = this.#original.count(original) === 1;
    const known = this.#unchanged.take(original, isOnly);
    if (!known) return 'lost';
    const same = this.#saved.take(known, false);
    if (same) return { saved: same, isChanged: false };
    const changed = this.#saved.take(known, isOnly);
    return changed ? { saved: changed, isChanged: true } : 'removed';
  }
}

/** Elements to be taken one by one, by name and text. */
class ByName {
  readonly #byName = new Map<string, DocumentElement[]>();
  readonly #byText = new Map<string, DocumentElement[]>();

  constructor(elements: readonly DocumentElement[]) {
    for (const element of elements) {
      add(this.#byName, nameOf(element), element);
      add(this.#byText, `${nameOf(element)} ${textOf(element).trim()}`, element);
    }
  }

  count(like: DocumentElement): number {
    return this.#byName.get(nameOf(like))?.length ?? 0;
  }

  /** The next one of this name and text; else, if that is enough, the only one of the name. */
  take(like: DocumentElement, byNameAlone: boolean): DocumentElement | undefined {
    const found = this.#byText.get(`${nameOf(like)} ${textOf(like).trim()}`)?.shift();
    return found ?? (byNameAlone && this.count(like) === 1 ? this.#byName.get(nameOf(like))?.shift() : undefined);
  }
}

const nameOf = ({ uri, local }: { readonly uri: string; readonly local: string }): string => `${uri} ${local}`;

function add<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

const isDeclaration = (one: DocumentAttribute): boolean => declaredPrefix(one) !== undefined;

/** The attributes of an element in the order of the original, new ones behind. */
function attributesOf({ original, unchanged, saved }: Versions): DocumentAttribute[] {
  const lossy = new Map(unchanged.attributes.map((one) => [nameOf(one), one.value]));
  const left = new Map(saved.attributes.map((one) => [nameOf(one), one]));
  const attributes: DocumentAttribute[] = [];
  for (const was of original.attributes) {
    if (isDeclaration(was)) continue;
    const name = nameOf(was);
    const now = left.get(name);
    left.delete(name);
    // A type is written with the prefix its place has.
    const isType = was.uri === XSI_NAMESPACE && now !== undefined;
    if (!isType && lossy.get(name) !== was.value && now?.value === lossy.get(name)) attributes.push(was);
    else if (now) attributes.push({ ...was, value: now.value });
  }
  const added = [...left.values()];
  return [...added.filter(isDeclaration), ...attributes, ...added.filter((one) => !isDeclaration(one))];
}

function withAttributesOf(original: DocumentElement, saved: DocumentElement): DocumentElement {
  const has = new Set(saved.attributes.map(nameOf));
  const lost = original.attributes.filter((one) => !isDeclaration(one) && !has.has(nameOf(one)));
  return { ...saved, attributes: [...saved.attributes, ...lost] };
}

/** Blanks between elements are the writer's. */
function formatted(element: DocumentElement): DocumentElement {
  const content = element.children.filter((child) => !isBlank(child));
  const isElementsOnly =
    content.some(({ kind }) => kind === 'element') && content.every(({ kind }) => kind !== 'text' && kind !== 'cdata');
  return isElementsOnly ? { ...element, children: content, isFormatted: true } : element;
}
