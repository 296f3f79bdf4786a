import { compileJuel, parseFeel } from '@anliu/engine-expression';
import type { CompiledExpression, FeelProgram, NameScope, TypeResolver } from '@anliu/engine-expression';
import type { LiteralExpression } from '../model.js';

type Kind = 'expression' | 'unary-tests' | 'list';

/**
 * Parsed expressions, each parsed when it is first evaluated. The names an expression sees follow from its place in the
 * model, so that the names of the first evaluation are those of every later one.
 */
export class Programs {
  readonly #feel = new WeakMap<LiteralExpression, Map<Kind, FeelProgram | Error>>();
  readonly #juel = new WeakMap<LiteralExpression, CompiledExpression | Error>();

  /** @throws ExpressionSyntaxError, the same one each time */
  feel(literal: LiteralExpression, kind: Kind, names: NameScope, types?: TypeResolver): FeelProgram {
    let programs = this.#feel.get(literal);
    if (!programs) this.#feel.set(literal, (programs = new Map<Kind, FeelProgram | Error>()));
    let program = programs.get(kind);
    if (!program) {
      // the values of a restriction, in their order
      const text = kind === 'list' ? `[${literal.text}]` : literal.text;
      const parse = kind === 'unary-tests' ? 'unary-tests' : 'expression';
      program = attempt(() => parseFeel(text, { kind: parse, names, ...(types ? { types } : {}) }));
      programs.set(kind, program);
    }
    return unwrap(program);
  }

  /** @throws ExpressionSyntaxError, the same one each time */
  juel(literal: LiteralExpression): CompiledExpression {
    let program = this.#juel.get(literal);
    if (!program) {
      program = attempt(() => compileJuel(asExpression(literal.text)));
      this.#juel.set(literal, program);
    }
    return unwrap(program);
  }
}

/** Camunda evaluates the text of a JUEL cell whether or not it is written inside `${…}`. */
function asExpression(text: string): string {
  const trimmed = text.trim();
  return /^[$#]\{/.test(trimmed) ? trimmed : `\${${trimmed}}`;
}

function attempt<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function unwrap<T>(made: T | Error): T {
  if (made instanceof Error) throw made;
  return made;
}
