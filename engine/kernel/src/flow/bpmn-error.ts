const MARK: unique symbol = Symbol.for('anliu.engine.bpmn-error') as never;

/** A business error: caught by error events, not a technical failure. Delegates throw it to take an error path. */
export class BpmnError extends Error {
  readonly errorCode: string;

  constructor(errorCode: string, message?: string) {
    super(message ?? errorCode);
    this.name = 'BpmnError';
    this.errorCode = errorCode;
    Object.defineProperty(this, MARK, { value: true });
  }

  static isInstance(error: unknown): error is BpmnError {
    return typeof error === 'object' && error !== null && (error as Record<symbol, unknown>)[MARK] === true;
  }
}
