import { compileFeel, compileJuel, type CompiledExpression } from '@anliu/engine-expression';
import { MAX_PROBLEMS } from '../limits.js';
import type { Script } from '../model.js';
import type { Problem } from '../problem.js';
import { idOf, nonEmpty, type XmlElement } from '../xml/element.js';
import { identifiers } from '../xml/read.js';
import { readReferences, type References } from './references.js';

export interface ParseOptions {
  /**
   * What to do with scripts in languages other than JUEL and FEEL: `reject` refuses the model, `incident` lets it
   * pass, and the script fails when a token reaches it. Default `reject`.
   */
  readonly foreignScripts?: 'reject' | 'incident';
  /** Refuse processes without `historyTimeToLive`, as newer engines do. Default false. */
  readonly enforceHistoryTimeToLive?: boolean;
  /**
   * The text was accepted once and instances may be running: what a newer rule would refuse is told of, and the
   * definitions are there all the same. Default false.
   */
  readonly wasDeployed?: boolean;
}

/** What every part of the parser shares: options, definitions that are referred to, and the problems found so far. */
export class Parser {
  readonly options: ParseOptions;
  readonly references: References;
  /** Ids of all elements of the text: what a reference may lead to, whether it takes part in running or not. */
  readonly ids: ReadonlySet<string>;
  readonly problems: Problem[] = [];
  /** How many errors there were, listed or not. */
  errorCount = 0;

  constructor(root: XmlElement, options: ParseOptions) {
    this.options = options;
    this.ids = identifiers(root);
    this.references = readReferences(root, this);
  }

  error(code: string, message: string, element: XmlElement, ...elementIds: (string | undefined)[]): void {
    this.#report('error', code, message, element, elementIds);
  }

  warning(code: string, message: string, element: XmlElement, ...elementIds: (string | undefined)[]): void {
    this.#report('warning', code, message, element, elementIds);
  }

  #report(
    severity: Problem['severity'],
    code: string,
    message: string,
    element: XmlElement,
    elementIds: readonly (string | undefined)[],
  ): void {
    if (severity === 'error') this.errorCount++;
    if (this.problems.length >= MAX_PROBLEMS) return;
    const named = elementIds.filter((id) => id !== undefined);
    const ids = named.length > 0 ? named : [nearestId(element)].filter((id) => id !== undefined);
    const { line, column } = element;
    this.problems.push({ severity, code, message, elementIds: ids, mainElementId: ids[0], line, column });
  }

  /** Compiles a text that may contain `${…}`; absent text stays absent. */
  expression(text: string | undefined, element: XmlElement): CompiledExpression | undefined {
    if (text === undefined) return undefined;
    try {
      return compileJuel(text);
    } catch (error) {
      this.error('EXPRESSION_SYNTAX', messageOf(error), element);
      return undefined;
    }
  }

  /** Like {@link expression} for attributes where an empty text means nothing. */
  nonEmptyExpression(text: string | undefined, element: XmlElement): CompiledExpression | undefined {
    return this.expression(nonEmpty(text)?.trim(), element);
  }

  /** Compiles what a place cannot do without. After a problem the model is refused, so the stand-in never runs. */
  requiredExpression(text: string, element: XmlElement): CompiledExpression {
    return this.expression(text, element) ?? compileJuel('');
  }

  /** A script in one of the two languages that run here; anything else as the options say. */
  script(language: string, source: string, element: XmlElement): Script {
    const name = language.trim().toLowerCase();
    try {
      if (name === 'juel') return { kind: 'compiled', language: 'juel', expression: compileJuel(source.trim()) };
      if (name === 'feel') return { kind: 'compiled', language: 'feel', expression: compileFeel(source.trim()) };
    } catch (error) {
      this.error('EXPRESSION_SYNTAX', messageOf(error), element);
    }
    if (name !== 'juel' && name !== 'feel' && this.options.foreignScripts !== 'incident') {
      const message = `Scripts in '${language}' are not executed here: use 'juel' or 'feel', or an external task`;
      this.error('SCRIPT_LANGUAGE', message, element);
    }
    return { kind: 'foreign', language, source };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nearestId(element: XmlElement | undefined): string | undefined {
  for (let at = element; at; at = at.parent) {
    const id = idOf(at);
    if (id !== undefined) return id;
  }
  return undefined;
}
