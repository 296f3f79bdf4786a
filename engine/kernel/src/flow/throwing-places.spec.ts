import { around, flow, historyOf, model, started, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import { BpmnError } from '@anliu/engine-kernel';
import { describe, expect, it } from 'vitest';

const DECLARED = '<error id="leaking" errorCode="leak"/>';
const process = (inside: string): string => model(`${DECLARED}<process id="p" isExecutable="true">${inside}</process>`);
const boom = {
  delegates: new Map([
    [
      'boom',
      () => {
        throw new BpmnError('leak', 'it leaks');
      },
    ],
  ]),
};
const listener = (event: string): string =>
  `<extensionElements><camunda:executionListener event="${event}" class="boom"/></extensionElements>`;
const catching = 'errorRef="leaking" camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"';

describe('what a handler learns of an error', () => {
  const thrower = (ref = 'leaking'): string =>
    `<startEvent id="is"/>${flow('is', 'x')}<endEvent id="x"><errorEventDefinition errorRef="${ref}"/></endEvent>`;
  const input =
    '<extensionElements><camunda:inputOutput><camunda:inputParameter name="code">inside</camunda:inputParameter></camunda:inputOutput></extensionElements>';

  it('is set around the activity of a boundary event, whose own variables are gone by then', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub">${input}${thrower()}</subProcess>
           <boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition ${catching}/></boundaryEvent>${flow('b', 'care')}<userTask id="care"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        const variables = await story.engine.runtime.getVariables(id);
        expect(Object.entries(variables).map(([name, { value }]) => [name, value])).toEqual([
          ['code', 'leak'],
          ['text', null],
        ]);
      },
    ));

  it('is set in the scope of an event sub-process, where a variable of that name is', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub">${input}${thrower()}
             <subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><errorEventDefinition ${catching}/></startEvent>${flow('es', 'care')}<userTask id="care"/></subProcess></subProcess>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(Object.keys(await story.engine.runtime.getVariables(id))).toEqual(['text']);
        const [task] = await story.engine.tasks.list();
        expect((await story.engine.tasks.getVariables(task!.id))['code']?.value).toBe('leak');
      },
    ));

  it('is what the event names when no error of that name is declared', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub">${thrower('bare')}</subProcess>
           <boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition camunda:errorCodeVariable="code"/></boundaryEvent>${flow('b', 'care')}<userTask id="care"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect((await story.engine.runtime.getVariable(id, 'code')).value).toBe('bare');
      },
    ));
});

describe('an error thrown by a listener', () => {
  it('of a flow is caught by what is around the flow, whichever branch it is', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'a')}<userTask id="a"/>
           ${flow('a', 'b')}<sequenceFlow id="bad" sourceRef="a" targetRef="c">${listener('take')}</sequenceFlow><userTask id="b"/><userTask id="c"/></subProcess>
           <boundaryEvent id="on" attachedToRef="sub"><errorEventDefinition ${catching}/></boundaryEvent>${flow('on', 'care')}<userTask id="care"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('a');
        expect(await treeOf(story, id)).toBe('(care)');
        expect((await story.engine.runtime.getVariable(id, 'text')).value).toBe('it leaks');
      },
      boom,
    ));

  it('of a flow that nobody catches ends its branch alone', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/><sequenceFlow id="bad" sourceRef="s" targetRef="c">${listener('take')}</sequenceFlow><userTask id="c"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(a)');
        expect(await historyOf(story, id)).toEqual(['s', 'a…']);
        await story.complete('a');
        expect(await stateOf(story, id)).toBe('COMPLETED');
      },
      boom,
    ));

  const STARTING = (handler: string): string =>
    process(`${listener('start')}<startEvent id="s"/>${flow('s', 'a')}<userTask id="a"/><userTask id="c"/>${handler}`);
  const HANDLER = `<subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><errorEventDefinition ${catching}/></startEvent>${flow('es', 'care')}<userTask id="care"/></subProcess>`;

  it('of the process is caught by its event sub-process', () =>
    withEngine(
      [STARTING(HANDLER)],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(esp(care))');
      },
      boom,
    ));

  it('of the process that nobody catches ends its start, and nothing when it is started elsewhere', () =>
    withEngine(
      [STARTING('')],
      async (story) => {
        expect(await stateOf(story, await started(story))).toBe('COMPLETED');
        const { id } = await story.engine.runtime.startProcessInstance({
          processDefinitionKey: 'p',
          startInstructions: [{ type: 'startBeforeActivity', activityId: 'c' }],
        });
        expect(await treeOf(story, id)).toBe('(c)');
      },
      boom,
    ));
});

describe('who catches', () => {
  it('is no event of another kind, however little it says', () =>
    withEngine(
      [
        process(
          around(
            `<subProcess id="x"><startEvent id="is"/>${flow('is', 't')}<endEvent id="t"><errorEventDefinition errorRef="leaking"/></endEvent></subProcess>
             <boundaryEvent id="late" attachedToRef="x"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flow('late', 'care')}<userTask id="care"/>`,
          ),
        ),
      ],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['after']);
      },
    ));

  it('is not the event sub-process that called who threw, but who is around it', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'first')}<endEvent id="first"><errorEventDefinition errorRef="leaking"/></endEvent>
             <subProcess id="esp" triggeredByEvent="true"><startEvent id="es"><errorEventDefinition/></startEvent>${flow('es', 'call')}<callActivity id="call" calledElement="q"/></subProcess></subProcess>
           <boundaryEvent id="b" attachedToRef="sub"><errorEventDefinition/></boundaryEvent>${flow('b', 'care')}<userTask id="care"/>`,
        ),
        model(
          `${DECLARED}<process id="q" isExecutable="true"><startEvent id="qs"/>${flow('qs', 'qe')}<endEvent id="qe"><errorEventDefinition errorRef="leaking"/></endEvent></process>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await treeOf(story, id)).toBe('(care)');
        expect(await historyOf(story, id)).toEqual(expect.arrayContaining(['-call', '-esp', '-sub']));
      },
    ));
});
