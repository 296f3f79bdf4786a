import { ProcessEngineError } from '@anliu/engine-protocol';

/** A text that is no date, duration or cycle; says which text, and what is expected or wrong. */
export class InvalidTimeError extends ProcessEngineError {
  constructor(text: string, wrong: string) {
    super(`ENGINE-09032 Exception while parsing business calendar expression '${text.slice(0, 100)}': ${wrong}`);
  }
}
