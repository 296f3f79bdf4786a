import { flow, historyOf, model, started, startInside, stateOf, treeOf, withEngine } from '@anliu/engine-testkit';
import type { Story } from '@anliu/engine-testkit';
import { describe, expect, it } from 'vitest';

const DECLARED = `<message id="m" name="news"/><signal id="sg" name="alarm"/><error id="er" errorCode="leak"/>
  <escalation id="ec" escalationCode="late"/>`;
const process = (inside: string): string => model(`${DECLARED}<process id="p" isExecutable="true">${inside}</process>`);
const value = async ({ engine }: Story, processInstanceId: string, name: string): Promise<unknown> =>
  (await engine.history.listVariableInstances({ processInstanceId, variableName: name }))[0]?.value;

describe('an error end event', () => {
  const throwing = (event: string): string =>
    process(`<startEvent id="s"/>${flow('s', 'sub')}
      <subProcess id="sub"><startEvent id="is"/>${flow('is', 'fork')}<parallelGateway id="fork"/>
        ${flow('fork', 'beside')}<userTask id="beside"/>${flow('fork', 'bad')}
        <endEvent id="bad">${event}</endEvent></subProcess>
      <boundaryEvent id="caught" attachedToRef="sub"><errorEventDefinition errorRef="er"
        camunda:errorCodeVariable="code" camunda:errorMessageVariable="text"/></boundaryEvent>
      ${flow('caught', 'care')}<userTask id="care"/>${flow('sub', 'after')}<userTask id="after"/>`);

  it('cancels the sub-process around it; whoever caught it learns code and message', () =>
    withEngine([throwing('<errorEventDefinition errorRef="er"/>')], async (story) => {
      const id = await started(story);
      expect(await story.openTasks()).toEqual(['care']);
      expect(await value(story, id, 'code')).toBe('leak');
      expect(await value(story, id, 'text')).toBeNull();
      expect(await historyOf(story, id)).toEqual(['s', '-sub', 'is', 'fork', '-bad', '-beside', 'caught', 'care…']);
    }));

  it('says the message its error is declared with', () =>
    withEngine(
      [
        throwing('<errorEventDefinition errorRef="er"/>').replace(
          'errorCode="leak"',
          'errorCode="leak" camunda:errorMessage="pump ${n}"',
        ),
      ],
      async (story) => {
        const id = await started(story, { n: 7 });
        expect(await value(story, id, 'text')).toBe('pump 7');
      },
    ));

  it('computes its code', () =>
    withEngine(
      [
        throwing('<errorEventDefinition errorRef="er2"/>').replace(
          '<error id="er"',
          '<error id="er2" errorCode="${what}"/><error id="er"',
        ),
      ],
      async (story) => {
        await started(story, { what: 'leak' });
        expect(await story.openTasks()).toEqual(['care']);
      },
    ));

  it('that nobody catches ends its token only', () =>
    withEngine(
      [
        throwing('<errorEventDefinition errorRef="er2"/>').replace(
          '<error id="er"',
          '<error id="er2" errorCode="other"/><error id="er"',
        ),
      ],
      async (story) => {
        const id = await started(story);
        expect(await story.openTasks()).toEqual(['beside']);
        await story.complete('beside');
        expect(await story.openTasks()).toEqual(['after']);
        expect(await historyOf(story, id)).toContain('bad');
      },
    ));
});

describe('an escalation', () => {
  const escalating = (event: string, interrupting: boolean): string =>
    process(`<startEvent id="s"/>${flow('s', 'sub')}
      <subProcess id="sub"><startEvent id="is"/>${flow('is', 'call')}
        <intermediateThrowEvent id="call">${event}</intermediateThrowEvent>${flow('call', 'work')}<userTask id="work"/></subProcess>
      <boundaryEvent id="heard" attachedToRef="sub" cancelActivity="${interrupting}"><escalationEventDefinition
        escalationRef="ec" camunda:escalationCodeVariable="code"/></boundaryEvent>${flow('heard', 'boss')}<userTask id="boss"/>`);

  it('lets the thrower go on beside a handler that does not interrupt', () =>
    withEngine([escalating('<escalationEventDefinition escalationRef="ec"/>', false)], async (story) => {
      const id = await started(story);
      expect((await story.openTasks()).sort()).toEqual(['boss', 'work']);
      expect(await value(story, id, 'code')).toBe('late');
    }));

  it('ends the thrower when its handler interrupts', () =>
    withEngine([escalating('<escalationEventDefinition escalationRef="ec"/>', true)], async (story) => {
      await started(story);
      expect(await story.openTasks()).toEqual(['boss']);
    }));

  it('of another code, or of none, is not heard by a handler that names one; the thrower goes on', () =>
    withEngine(
      [
        escalating('<escalationEventDefinition escalationRef="ec2"/>', true).replace(
          '<escalation id="ec"',
          '<escalation id="ec2" escalationCode="other"/><escalation id="ec"',
        ),
      ],
      async (story) => {
        await started(story);
        expect(await story.openTasks()).toEqual(['work']);
      },
    ));
});

describe('a terminate end event', () => {
  it('ends everything in its own scope, which completes; what is outside goes on', () =>
    withEngine(
      [
        process(`<startEvent id="s"/>${flow('s', 'fork')}<parallelGateway id="fork"/>${flow('fork', 'other')}<userTask id="other"/>
          ${flow('fork', 'sub')}<subProcess id="sub"><startEvent id="is"/>${flow('is', 'ifork')}<parallelGateway id="ifork"/>
            ${flow('ifork', 'inner')}<userTask id="inner"/>${flow('ifork', 'decide')}<userTask id="decide"/>
            ${flow('decide', 'stop')}<endEvent id="stop"><terminateEventDefinition/></endEvent></subProcess>
          ${flow('sub', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('decide');
        expect((await story.openTasks()).sort()).toEqual(['after', 'other']);
        expect(await historyOf(story, id)).toEqual(
          expect.arrayContaining(['-inner', 'stop', 'sub', 'after…', 'other…']),
        );
      },
    ));

  it('started by modification ends what is beside it, too', () =>
    withEngine(
      [
        process(`<startEvent id="s"/>${flow('s', 'work')}<userTask id="work"/>${flow('work', 'stop')}
          <endEvent id="stop"><terminateEventDefinition/></endEvent>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.engine.runtime.modifyProcessInstance(id, {
          instructions: [{ type: 'startBeforeActivity', activityId: 'stop' }],
        });
        expect(await stateOf(story, id)).toBe('COMPLETED');
        expect(await historyOf(story, id)).toEqual(['s', '-work', 'stop']);
      },
    ));
});

describe('a cancel end event', () => {
  const compensated = (id: string): string => `<userTask id="${id}"/>
    <boundaryEvent id="${id}_b" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
    <userTask id="undo_${id}" isForCompensation="true"/>
    <association id="${id}_a" sourceRef="${id}_b" targetRef="undo_${id}" associationDirection="One"/>`;
  const TRANSACTION = process(`<startEvent id="s"/>${flow('s', 'deal')}
    <transaction id="deal"><startEvent id="is"/>${flow('is', 'fork')}<parallelGateway id="fork"/>
      ${flow('fork', 'open')}<userTask id="open"/>
      ${flow('fork', 'pay')}${compensated('pay')}${flow('pay', 'no')}
      <endEvent id="no"><cancelEventDefinition/></endEvent></transaction>
    <boundaryEvent id="other" attachedToRef="deal"><errorEventDefinition errorRef="er"/></boundaryEvent>
    ${flow('other', 'wrong')}<userTask id="wrong"/>
    <boundaryEvent id="off" attachedToRef="deal"><cancelEventDefinition/></boundaryEvent>
    ${flow('off', 'tell')}<userTask id="tell"/>${flow('deal', 'after')}<userTask id="after"/>`);

  it('ends the rest of the transaction, compensates what completed, and then takes the cancel boundary event', () =>
    withEngine([TRANSACTION], async (story) => {
      const id = await started(story);
      expect(await treeOf(story, id)).toBe('(deal(open pay))');
      await story.complete('pay');
      expect(await story.openTasks()).toEqual(['undo_pay']);
      await story.complete('undo_pay');
      expect(await story.openTasks()).toEqual(['tell']);
      await story.complete('tell');
      expect(await stateOf(story, id)).toBe('COMPLETED');
      expect(await historyOf(story, id)).toEqual(
        expect.arrayContaining(['-open', 'pay', 'undo_pay', '-no', '-deal', 'off', 'tell']),
      );
    }));

  it('takes the boundary event at once when nothing is to be compensated', () =>
    withEngine([TRANSACTION.replace(compensated('pay'), '<userTask id="pay"/>')], async (story) => {
      await started(story);
      await story.complete('pay');
      expect(await story.openTasks()).toEqual(['tell']);
    }));
});

describe('a message throw event', () => {
  const sending = (attributes: string): string =>
    process(`<startEvent id="s"/>${flow('s', 'send')}<intermediateThrowEvent id="send"><messageEventDefinition
      messageRef="m" ${attributes}/></intermediateThrowEvent>${flow('send', 'after')}<userTask id="after"/>`);

  it('is sent by a worker, and goes on when it is', () =>
    withEngine([sending('camunda:type="external" camunda:topic="mail"')], async (story) => {
      await started(story);
      expect(await story.openTasks()).toEqual([]);
      const [task] = await story.engine.externalTasks.fetchAndLock({
        workerId: 'w',
        maxTasks: 1,
        topics: [{ topicName: 'mail', lockDuration: 1000 }],
      });
      await story.engine.externalTasks.complete(task!.id, { workerId: 'w' });
      expect(await story.openTasks()).toEqual(['after']);
    }));

  it('computes its expression', () =>
    withEngine([sending('camunda:expression="${execution.setVariable(&quot;sent&quot;, n + 1)}"')], async (story) => {
      const id = await started(story, { n: 1 });
      expect(await story.openTasks()).toEqual(['after']);
      expect(await value(story, id, 'sent')).toBe(2);
    }));

  it('passes when nothing says how to send it', () =>
    withEngine([sending('')], async (story) => {
      await started(story);
      expect(await story.openTasks()).toEqual(['after']);
    }));
});

describe('a signal throw event', () => {
  const listening = `<process id="q" isExecutable="true"><startEvent id="qs"><signalEventDefinition signalRef="sg"/></startEvent>
    ${flow('qs', 'act')}<userTask id="act"/></process>`;
  it('starts and wakes whoever waits for it, with the values it carries and the business key it names', () =>
    withEngine(
      [
        model(`${DECLARED}${listening}<process id="p" isExecutable="true"><startEvent id="s"/>${flow('s', 'throw')}
          <intermediateThrowEvent id="throw"><signalEventDefinition signalRef="sg"><extensionElements>
            <camunda:in source="n" target="amount"/><camunda:in businessKey="\${key}"/></extensionElements>
          </signalEventDefinition></intermediateThrowEvent>${flow('throw', 'after')}<userTask id="after"/></process>`),
      ],
      async (story) => {
        await started(story, { n: 3, key: 'K-1' });
        expect((await story.openTasks()).sort()).toEqual(['act', 'after']);
        const [woken] = await story.engine.runtime.listProcessInstances({ processDefinitionKey: 'q' });
        expect(woken?.businessKey).toBe('K-1');
        expect(await value(story, woken!.id, 'amount')).toBe(3);
      },
    ));
});

describe('events that let a token pass', () => {
  it('are a link, and throw and end events without a definition', () =>
    withEngine(
      [
        process(`<startEvent id="s"/>${flow('s', 'none')}<intermediateThrowEvent id="none"/>${flow('none', 'out')}
          <intermediateThrowEvent id="out"><linkEventDefinition name="l"/></intermediateThrowEvent>
          <intermediateCatchEvent id="in"><linkEventDefinition name="l"/></intermediateCatchEvent>
          ${flow('in', 'work')}<userTask id="work"/>${flow('work', 'e')}<endEvent id="e"/>`),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('work');
        expect(await stateOf(story, id)).toBe('COMPLETED');
        expect(await historyOf(story, id)).toEqual(expect.arrayContaining(['s', 'none', 'work', 'e']));
      },
    ));

  it('a catch event waits for its own message and goes on with it, or when it is signalled by hand', () =>
    withEngine(
      [
        process(`<startEvent id="s"/>${flow('s', 'wait')}<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m"/>
          </intermediateCatchEvent>${flow('wait', 'after')}<userTask id="after"/>`),
      ],
      async (story) => {
        const first = await started(story);
        expect(await treeOf(story, first)).toBe('(wait)');
        await story.engine.runtime.correlateMessage({ messageName: 'news' });
        expect(await treeOf(story, first)).toBe('(after)');
        const second = await started(story);
        const [waiting] = await story.engine.runtime.listExecutions({ processInstanceId: second, activityId: 'wait' });
        await story.engine.runtime.signalExecution(waiting!.id);
        expect(await treeOf(story, second)).toBe('(after)');
      },
    ));
});

describe('a transaction', () => {
  const inside = (no = '<endEvent id="no"><cancelEventDefinition/></endEvent>'): string =>
    `<startEvent id="is"/>${flow('is', 'pay')}<userTask id="pay"/>${flow('pay', 'no')}${no}`;

  it('shows what is beside its cancel end event as ended before it', () =>
    withEngine(
      [
        process(`<startEvent id="s"/>${flow('s', 'deal')}<transaction id="deal"><startEvent id="is"/>${flow('is', 'open')}${flow('is', 'pay')}<userTask id="open"/><userTask id="pay"/>${flow('pay', 'no')}
          <endEvent id="no"><extensionElements><camunda:executionListener event="start" expression="\${execution.setVariable('left', execution.hasVariable('open'))}"/></extensionElements><cancelEventDefinition/></endEvent></transaction>
          <boundaryEvent id="off" attachedToRef="deal"><cancelEventDefinition/></boundaryEvent>${flow('off', 'tell')}<userTask id="tell"/>`).replace(
          '<userTask id="open"/>',
          '<userTask id="open"><extensionElements><camunda:executionListener event="end" expression="${execution.setVariable(\'open\', true)}"/></extensionElements></userTask>',
        ),
      ],
      async (story) => {
        const id = await started(story);
        await story.complete('pay');
        expect((await story.engine.runtime.getVariables(id))['left']?.value).toBe(true);
      },
    ));

  it('cancelled by modification ends what is in it, too', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'deal')}<transaction id="deal">${inside()}</transaction><boundaryEvent id="off" attachedToRef="deal"><cancelEventDefinition/></boundaryEvent>${flow('off', 'tell')}<userTask id="tell"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        await startInside(story, id, 'no');
        expect(await treeOf(story, id)).toBe('(tell)');
        expect(await historyOf(story, id)).toEqual(expect.arrayContaining(['-pay', '-deal', 'off']));
      },
    ));

  it('of a multi-instance cancels all of them at the boundary event of their body', () =>
    withEngine(
      [
        process(
          `<startEvent id="s"/>${flow('s', 'deal')}<transaction id="deal">${inside()}<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></transaction>
           <boundaryEvent id="off" attachedToRef="deal"><cancelEventDefinition/></boundaryEvent>${flow('off', 'tell')}<userTask id="tell"/>`,
        ),
      ],
      async (story) => {
        const id = await started(story);
        const [task] = await story.engine.tasks.list();
        await story.engine.tasks.complete(task?.id ?? '', {});
        expect(await treeOf(story, id)).toBe('(tell)');
      },
    ));

  it('without a cancel boundary event cannot be cancelled', () =>
    withEngine(
      [process(`<startEvent id="s"/>${flow('s', 'deal')}<transaction id="deal">${inside()}</transaction>`)],
      async (story) => {
        await started(story);
        await expect(story.complete('pay')).rejects.toThrow(
          'Could not find cancel boundary event for cancel end event',
        );
        expect(await story.openTasks()).toEqual(['pay']);
      },
    ));
});
