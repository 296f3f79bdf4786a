// Models and values somebody could send who means harm.
export const bpmn = (inside, before = '') => `<?xml version="1.0" encoding="UTF-8"?>
${before}<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="hostile">${inside}</definitions>`;

export const process = (key, inside) => `<process id="${key}" isExecutable="true">${inside}</process>`;

/** A chain start → elements → end; each element is given its id. */
export const chain = (key, elements) => {
  const ids = ['start', ...elements.map((_, index) => `n${index}`), 'end'];
  const flows = ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}"/>`);
  return process(
    key,
    `<startEvent id="start"/>${elements.map((make, index) => make(`n${index}`)).join('')}<endEvent id="end"/>${flows.join('')}`,
  );
};

export const userTask = (id) => `<userTask id="${id}"/>`;
export const task = (id) => `<task id="${id}"/>`;
export const conditionTask = (expression) => (id) => `<serviceTask id="${id}" camunda:expression="${expression}"/>`;
export const repeated = (element, attributes, loop) => (id) =>
  `<${element} id="${id}" ${attributes}><multiInstanceLoopCharacteristics ${loop}</multiInstanceLoopCharacteristics></${element}>`;
export const times = (count, sequential = false) =>
  `isSequential="${sequential}"><loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality>`;
export const over = (sequential = false) =>
  `isSequential="${sequential}" camunda:collection="items" camunda:elementVariable="item">`;

export const nested = (depth) => '<subProcess>'.repeat(depth) + '</subProcess>'.repeat(depth);

export const LOOP = process(
  'endless',
  `<startEvent id="s"/><sequenceFlow id="f0" sourceRef="s" targetRef="g"/><exclusiveGateway id="g"/>
   <sequenceFlow id="f1" sourceRef="g" targetRef="t"/><task id="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="g"/>`,
);
export const CYCLE = chain('cycle', [(id) => `<callActivity id="${id}" calledElement="cycle"/>`]);

export const EXPANSION = `<!DOCTYPE definitions [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>`;
