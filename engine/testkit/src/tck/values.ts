import { FeelContext, fromData, parseFeel, createFeelEvaluation } from '@anliu/engine-expression';
import type { FeelValue } from '@anliu/engine-expression';
import { attribute, type XmlElement } from '@anliu/engine-xml';

/** XML Schema type → the FEEL function that reads its lexical form. */
const READERS: Readonly<Record<string, string>> = {
  decimal: 'number',
  double: 'number',
  float: 'number',
  integer: 'number',
  int: 'number',
  long: 'number',
  date: 'date',
  time: 'time',
  dateTime: 'date and time',
  duration: 'duration',
  dayTimeDuration: 'duration',
  yearMonthDuration: 'duration',
};

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** The value an element of a test case describes: components, a list, or a simple value. Nothing is null. */
export function valueOf(element: XmlElement | undefined): FeelValue {
  if (!element || isNil(element)) return null;
  const components = element.children.filter(({ local }) => local === 'component');
  if (components.length > 0) {
    return FeelContext.of(
      components.map((component) => [attribute(component, 'name') ?? '', valueOf(component)] as const),
    );
  }
  const list = element.children.find(({ local }) => local === 'list');
  if (list) return isNil(list) ? null : list.children.filter(({ local }) => local === 'item').map(valueOf);
  const value = element.children.find(({ local }) => local === 'value');
  return value && !isNil(value) ? simple(value) : null;
}

const xsi = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find(({ uri, local }) => uri === XSI && local === name)?.value;

const isNil = (element: XmlElement): boolean => xsi(element, 'nil') === 'true';

function simple(element: XmlElement): FeelValue {
  const type = xsi(element, 'type')?.replace(/^.*:/, '') ?? 'string';
  const text = element.text;
  if (type === 'boolean') return text.trim() === 'true';
  const reader = READERS[type];
  if (reader === undefined) return fromData(text);
  const source = `${reader}(${JSON.stringify(text.trim())})`;
  return parseFeel(source, { kind: 'expression', names: [] }).evaluate(
    { get: () => undefined },
    createFeelEvaluation({ now: () => new Date(0) }),
  );
}
