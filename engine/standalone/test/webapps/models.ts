import { line, model } from '../support/engine-server.js';

/** Documents of the scenario the web applications are shown. */
const dmn = (id: string, content: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
    id="${id}-drg" name="${id} drg" namespace="test">${content}</definitions>`;

const output = (id: string, type: string): string =>
  `<output id="${id}-out" name="${id}" label="${id}" typeRef="${type}"/>`;

const table = (id: string, input: string, type: string, out: string, rules: readonly [string, string][]): string =>
  `<decisionTable id="${id}-table" hitPolicy="FIRST">
    <input id="${id}-in" label="${input}"><inputExpression id="${id}-e" typeRef="${type}"><text>${input}</text></inputExpression></input>
    ${out}
    ${rules
      .map(
        ([when, then], at) => `<rule id="${id}-r${at}"><inputEntry id="${id}-i${at}"><text>${when}</text></inputEntry>
          <outputEntry id="${id}-o${at}"><text>${then}</text></outputEntry></rule>`,
      )
      .join('')}
  </decisionTable>`;

const DECISIONS = dmn(
  'discount',
  `<decision id="customer" name="Customer class">${table('customer', 'amount', 'integer', output('class', 'string'), [
    ['&gt; 100', '"big"'],
    ['', '"small"'],
  ])}</decision>
  <decision id="discount" name="Discount" camunda:historyTimeToLive="5">
    <informationRequirement id="needs-class"><requiredDecision href="#customer"/></informationRequirement>
    ${table('discount', 'class', 'string', output('percent', 'integer'), [
      ['"big"', '10'],
      ['', '1'],
    ])}
  </decision>`,
);

const START = `<startEvent id="start"><extensionElements><camunda:formData>
  <camunda:formField id="customer" label="Customer" type="string"><camunda:validation><camunda:constraint name="required"/></camunda:validation></camunda:formField>
  <camunda:formField id="amount" label="Amount" type="long" defaultValue="7"/>
  <camunda:formField id="express" label="Express" type="boolean" defaultValue="true"/>
  <camunda:formField id="wanted" label="Wanted" type="date"/>
  <camunda:formField id="size" label="Size" type="enum" defaultValue="m"><camunda:value id="s" name="Small"/><camunda:value id="m" name="Middle"/></camunda:formField>
</camunda:formData></extensionElements></startEvent>`;

const order = (approve: string): string =>
  model(
    'order',
    `${line(
      START,
      `<userTask id="${approve}" name="Approve" camunda:candidateGroups="sales" camunda:formRef="approve-form" camunda:formRefBinding="latest"
         camunda:dueDate="2030-01-01T12:00:00"><documentation>Look at it</documentation></userTask>`,
      '<businessRuleTask id="rate" name="Rate" camunda:decisionRef="discount" camunda:resultVariable="percent" camunda:mapDecisionResult="singleEntry"/>',
      `<callActivity id="ship" name="Ship" calledElement="shipping"><extensionElements><camunda:in businessKey="#{execution.processBusinessKey}"/>
         <camunda:in variables="all"/></extensionElements></callActivity>`,
      '<endEvent id="end"/>',
    )}
    <boundaryEvent id="late" attachedToRef="${approve}" cancelActivity="false"><timerEventDefinition id="timer"><timeDuration>P2D</timeDuration></timerEventDefinition></boundaryEvent>
    <sequenceFlow id="lateFlow" sourceRef="late" targetRef="lateEnd"/><endEvent id="lateEnd"/>`,
  );

const SHIPPING = model(
  'shipping',
  line(
    '<startEvent id="s"/>',
    '<serviceTask id="pack" name="Pack" camunda:type="external" camunda:topic="pack"/>',
    '<userTask id="hand" name="Hand over" camunda:assignee="demo" camunda:formKey="embedded:deployment:hand.html"/>',
    '<endEvent id="e"/>',
  ),
);

const BILLING = model(
  'billing',
  line(
    '<startEvent id="s"/>',
    `<serviceTask id="bill" name="Bill" camunda:asyncBefore="true" camunda:expression="\${1 / nothing}">
       <extensionElements><camunda:failedJobRetryTimeCycle>R1/PT1M</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>`,
    '<endEvent id="e"/>',
  ),
);

const FORM = JSON.stringify({
  id: 'approve-form',
  type: 'default',
  components: [
    { id: 'f1', type: 'checkbox', key: 'approved', label: 'Approved' },
    { id: 'f2', type: 'number', key: 'amount', label: 'Amount' },
  ],
});

export const FIRST_VERSION = {
  'order.bpmn': order('approve'),
  'shipping.bpmn': SHIPPING,
  'billing.bpmn': BILLING,
  'discount.dmn': DECISIONS,
  'approve.form': FORM,
  'hand.html': '<form><input cam-variable-name="to" cam-variable-type="String" type="text"></form>',
};

export const SECOND_VERSION = { 'order.bpmn': order('review') };
