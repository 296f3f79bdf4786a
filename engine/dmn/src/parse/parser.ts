import type { Problem, XmlElement } from '@anliu/engine-xml';
import { MAX_PROBLEMS } from '../limits.js';
import type { Language, Place, Reference } from '../model.js';
import { attribute, idOf, nonEmpty } from '../xml/element.js';

/** What the readers of one text share: its namespace, its default language and the problems found. */
export class Parser {
  readonly namespace: string;
  readonly problems: Problem[] = [];
  readonly #language: string | undefined;

  constructor(root: XmlElement) {
    this.namespace = attribute(root, 'namespace') ?? '';
    this.#language = nonEmpty(attribute(root, 'expressionLanguage'));
  }

  get failed(): boolean {
    return this.problems.some(({ severity }) => severity === 'error');
  }

  error(code: string, message: string, element: XmlElement): void {
    this.#add('error', code, message, element);
  }

  warning(code: string, message: string, element: XmlElement): void {
    this.#add('warning', code, message, element);
  }

  #add(severity: Problem['severity'], code: string, message: string, element: XmlElement): void {
    if (this.problems.length >= MAX_PROBLEMS) return;
    const id = nearestId(element);
    const elementIds = id === undefined ? [] : [id];
    this.problems.push({
      severity,
      code,
      message,
      elementIds,
      mainElementId: id,
      line: element.line,
      column: element.column,
    });
  }

  place(element: XmlElement): Place {
    return { id: nonEmpty(idOf(element)), line: element.line, column: element.column };
  }

  /** The language of an expression: its own, else the one the definitions name, else FEEL. */
  language(element: XmlElement): Language {
    const own = nonEmpty(attribute(element, 'expressionLanguage'));
    return languageOf(own ?? this.#language ?? 'feel');
  }

  /** An `href` as namespace and id; a `#id` means this model. */
  reference(element: XmlElement): Reference | undefined {
    const href = nonEmpty(attribute(element, 'href'));
    const hash = href?.lastIndexOf('#') ?? -1;
    if (href === undefined || hash < 0 || hash === href.length - 1) {
      this.error('REFERENCE_MISSING', `'${element.qualified}' has no reference of the form '#id'`, element);
      return undefined;
    }
    const namespace = href.slice(0, hash);
    return { namespace: namespace === '' ? this.namespace : namespace, id: href.slice(hash + 1) };
  }
}

function languageOf(name: string): Language {
  const lower = name.trim().toLowerCase();
  if (lower === 'feel' || /^https?:\/\/www\.omg\.org\/spec\/(dmn\/\d+\/)?feel(\/.*)?$/.test(lower)) return 'feel';
  if (lower === 'juel') return 'juel';
  return { unknown: name };
}

function nearestId(element: XmlElement | undefined): string | undefined {
  for (let at = element; at; at = at.parent) {
    const id = nonEmpty(idOf(at));
    if (id !== undefined) return id;
  }
  return undefined;
}
