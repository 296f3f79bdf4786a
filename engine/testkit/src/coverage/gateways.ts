import { MESSAGE, RANDOM, TIMER, at, declared, flow, rows, when } from './models.js';

const fork = (kind: string, conditions = true): string =>
  `<startEvent id="s"/>${flow('s', 'g')}<${kind} id="g"/>${flow('g', 'a', conditions ? when('true') : '')}${flow('g', 'b', conditions ? when('true') : '')}<userTask id="a"/><userTask id="b"/>`;
export const GATEWAYS = rows('Gateways and flows', [
  {
    element: 'Exclusive gateway',
    position: at,
    status: 'supported',
    model: fork('exclusiveGateway'),
    then: ['a'],
    also: RANDOM,
  },
  {
    element: 'Parallel gateway',
    position: at,
    status: 'supported',
    model: fork('parallelGateway', false),
    then: ['a', 'b'],
    also: ['kernel/src/elements/gateways.spec.ts', 'waits for every branch'],
  },
  {
    element: 'Inclusive gateway',
    position: 'fork',
    status: 'supported',
    model: fork('inclusiveGateway'),
    then: ['a', 'b'],
    also: RANDOM,
  },
  {
    element: 'Inclusive gateway',
    position: 'join',
    status: 'differs',
    model: `<startEvent id="s"/>${flow('s', 'g')}<inclusiveGateway id="g"/>${flow('g', 'j', when('true'))}${flow('g', 'a', when('true'))}<userTask id="a"/>${flow('a', 'j')}<inclusiveGateway id="j"/>${flow('j', 'b')}<userTask id="b"/>`,
    then: ['a', 'j'],
    remark: 'goes on when the token that blocked it is gone; `inclusiveJoin: c7` hangs as Camunda 7 does',
    also: ['kernel/src/elements/gateways.spec.ts', 'goes on when the token that blocked it'],
  },
  {
    element: 'Event-based gateway',
    position: 'exclusive',
    status: 'supported',
    model: declared(
      `<startEvent id="s"/>${flow('s', 'g')}<eventBasedGateway id="g"/>${flow('g', 'a')}<intermediateCatchEvent id="a">${MESSAGE}</intermediateCatchEvent>${flow('g', 'b')}<intermediateCatchEvent id="b">${TIMER}</intermediateCatchEvent>`,
    ),
    then: ['g'],
    also: RANDOM,
  },
  {
    element: 'Complex gateway',
    position: at,
    status: 'differs',
    model: fork('complexGateway'),
    then: ['a', 'b'],
    remark: 'forks like an inclusive one and joins like an exclusive one; Camunda 7 ignores it',
  },
  {
    element: 'Conditional flow',
    position: 'from an activity',
    status: 'supported',
    model: `<startEvent id="s"/>${flow('s', 'x')}<task id="x"/>${flow('x', 'a', when('true'))}${flow('x', 'b', when('false'))}<userTask id="a"/><userTask id="b"/>`,
    then: ['a'],
  },
  {
    element: 'Default flow',
    position: 'from an activity',
    status: 'supported',
    model: `<startEvent id="s"/>${flow('s', 'x')}<task id="x" default="other"/>${flow('x', 'a', when('false'))}<sequenceFlow id="other" sourceRef="x" targetRef="b"/><userTask id="a"/><userTask id="b"/>`,
    then: ['b'],
  },
]);
