import { Budget } from '../budget.js';
import { ExpressionLimitError } from '../errors.js';
import { DEFAULT_TIME_ZONE, MAX_CALL_DEPTH } from '../limits.js';
import { FeelDateTime } from './temporal/date-time.js';
import { offsetAt } from './temporal/zone.js';

export type FeelWarningCode =
  | 'UNKNOWN_NAME'
  | 'UNKNOWN_PROPERTY'
  | 'INVALID_TYPE'
  | 'INVALID_ARGUMENTS'
  | 'INVALID_VALUE'
  | 'NOT_COMPARABLE'
  | 'NOT_A_FUNCTION'
  | 'DUPLICATE_KEY';

/** Why a part of an expression became null. `offset` counts UTF-16 units of the source. */
export interface FeelWarning {
  readonly code: FeelWarningCode;
  readonly message: string;
  readonly source?: string;
  readonly offset?: number;
  /** Types of the operands that do not go together (`NOT_COMPARABLE`, `INVALID_TYPE` of an operation). */
  readonly types?: readonly string[];
}

export interface FeelEvaluationOptions {
  /** The instant of `now()` and `today()`. */
  readonly now?: Date | (() => Date);
  /** IANA zone in which `now()` and `today()` are told. */
  readonly timeZone?: string;
  /** Work units and milliseconds; see `MAX_STEPS` and `MAX_MILLISECONDS`. */
  readonly budget?: { readonly maxSteps?: number; readonly maxMilliseconds?: number };
  readonly onWarning?: (warning: FeelWarning) => void;
}

/** One evaluation, or several that share a budget and a clock (a whole decision). */
export class FeelEvaluation {
  readonly budget: Budget;
  readonly timeZone: string;
  readonly #onWarning: ((warning: FeelWarning) => void) | undefined;
  readonly #clock: () => Date;
  #instant: Date | undefined;
  #depth = 0;
  #warnings = 0;
  /** The place in the source that is being evaluated, for warnings of functions. */
  source: string | undefined;
  offset = 0;

  constructor(options: FeelEvaluationOptions = {}) {
    this.budget = new Budget(options.budget);
    this.timeZone = options.timeZone ?? DEFAULT_TIME_ZONE;
    this.#onWarning = options.onWarning;
    const { now } = options;
    this.#clock = typeof now === 'function' ? now : () => now ?? new Date();
  }

  /** The same instant however often it is asked for. */
  now(): FeelDateTime | null {
    this.#instant ??= this.#clock();
    const millis = this.#instant.getTime();
    if (Number.isNaN(millis)) return null;
    const seconds = Math.floor(millis / 1000);
    const wall = seconds + offsetAt(this.timeZone, seconds);
    return FeelDateTime.ofWallSeconds(wall, (millis - seconds * 1000) * 1_000_000, { zone: this.timeZone });
  }

  /** Notes why something is null, and is null. */
  warn(code: FeelWarningCode, message: string, offset = this.offset, types?: readonly string[]): null {
    this.budget.spend();
    if (this.#onWarning && this.#warnings < MAX_WARNINGS) {
      this.#warnings++;
      this.#onWarning({
        code,
        message,
        offset,
        ...(this.source === undefined ? {} : { source: this.source }),
        ...(types === undefined ? {} : { types }),
      });
    }
    return null;
  }

  /** Runs a function's body one level deeper. @throws ExpressionLimitError (depth) */
  calling<T>(work: () => T): T {
    this.budget.spend();
    if (this.#depth >= MAX_CALL_DEPTH) throw new ExpressionLimitError('depth', MAX_CALL_DEPTH);
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }
}

/** Warnings handed to the caller; what follows is more of the same. */
export const MAX_WARNINGS = 100;

export function createFeelEvaluation(options: FeelEvaluationOptions = {}): FeelEvaluation {
  return new FeelEvaluation(options);
}
