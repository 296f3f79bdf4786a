import { describe, expect, it } from 'vitest';
import { parseBpmn, parsingBpmn } from '../src/index.js';

const chain = (count: number): string => {
  const ids = ['start', ...Array.from({ length: count }, (_, index) => `t${index}`)];
  const nodes = ids.slice(1).map((id) => `<userTask id="${id}" name="${'办'.repeat(40)}"/>`);
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}"/>`);
  return `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t" id="d">
    <process id="p" isExecutable="true"><startEvent id="start"/>${nodes.join('\n')}${flows.join('\n')}</process></definitions>`;
};

/** The result and how often the work stopped on its way. */
function inPieces(xml: string) {
  const work = parsingBpmn(xml);
  for (let stops = 0; ; stops++) {
    const { done, value } = work.next();
    if (done) return { stops, result: value };
  }
}

describe('a model read in pieces', () => {
  it('gives what it gives in one go', () => {
    const xml = chain(1_000);
    const { stops, result } = inPieces(xml);
    const whole = parseBpmn(xml);
    expect(result.problems).toEqual(whole.problems);
    expect(JSON.stringify(result.definitions)).toBe(JSON.stringify(whole.definitions));
    // At least once for every element, so that no piece grows with the model.
    expect(stops).toBeGreaterThan(2_000);
  });

  it('is refused at the same place', () => {
    const xml = chain(500).replace('t400"', 't399"');
    expect(inPieces(xml).result).toEqual(parseBpmn(xml));
    expect(parseBpmn(xml).problems[0]).toMatchObject({ severity: 'error' });
  });
});
