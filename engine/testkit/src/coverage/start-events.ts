import { ERROR, ESCALATION, EVENTS, MESSAGE, RANDOM, RULES, TIMER, declared, flow, inside, rows } from './models.js';

export const STARTS = rows('Start events', [
  {
    element: 'None',
    position: 'process',
    status: 'supported',
    model: '<startEvent id="s"/>',
    then: 'ended',
    also: RANDOM,
  },
  ...EVENTS.map(([element, definition]) => ({
    element,
    position: 'process',
    status: 'supported' as const,
    model: declared(
      `<startEvent id="n"/>${flow('n', 'x')}<startEvent id="s">${element === 'Timer' ? MESSAGE : definition}</startEvent>${flow('s', 'x')}<userTask id="x"/>`,
    ),
    then: ['x'],
  })).filter(({ element }) => element !== 'Timer'),
  {
    element: 'Timer',
    position: 'process',
    status: 'supported',
    model: `<startEvent id="s">${TIMER}</startEvent>${flow('s', 'x')}<userTask id="x"/>`,
    then: ['x'],
  },
  ...EVENTS.flatMap(([element, definition]) => [
    {
      element,
      position: 'event sub-process, interrupting',
      status: 'supported' as const,
      model: declared(inside(definition)),
      then: ['t'],
      also: RANDOM,
    },
    {
      element,
      position: 'event sub-process, non-interrupting',
      status: 'supported' as const,
      model: declared(inside(definition, false)),
      then: ['t'],
      also: RANDOM,
    },
  ]),
  {
    element: 'Error',
    position: 'event sub-process',
    status: 'supported',
    model: declared(inside(ERROR, true, `<endEvent id="t">${ERROR}</endEvent>`)),
    then: ['h'],
    also: RANDOM,
  },
  {
    element: 'Escalation',
    position: 'event sub-process',
    status: 'supported',
    model: declared(inside(ESCALATION, false, `<endEvent id="t">${ESCALATION}</endEvent>`)),
    then: ['h'],
    also: RANDOM,
  },
  {
    element: 'Several none start events',
    position: 'process',
    status: 'refused',
    model: `<startEvent id="s"/><startEvent id="r"/>${flow('s', 'x')}${flow('r', 'x')}<task id="x"/>`,
    then: { refusal: 'START_MULTIPLE' },
    also: RULES,
  },
]);
