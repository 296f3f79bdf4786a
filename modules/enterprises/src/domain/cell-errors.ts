/** Stands for the value of a formula that the program which wrote the file did not calculate. */
export const UNCALCULATED = '#未计算';

/** What spreadsheets show where a value could not be calculated; a CSV has the same words. */
const ERRORS = new Set([
  '#NULL!',
  '#DIV/0!',
  '#VALUE!',
  '#REF!',
  '#NAME?',
  '#NUM!',
  '#N/A',
  '#GETTING_DATA',
  '#SPILL!',
  '#CALC!',
  '#FIELD!',
  '#BLOCKED!',
  '#CONNECT!',
  '#UNKNOWN!',
  '#BUSY!',
  '#EXTERNAL!',
  '#PYTHON!',
  UNCALCULATED,
]);

export const isCellError = (value: string): boolean => ERRORS.has(value.toUpperCase());
