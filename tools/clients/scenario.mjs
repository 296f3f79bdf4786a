// What every client has to do, and what must be there in the end.
const external = (id, topic) => `<serviceTask id="${id}" camunda:type="external" camunda:topic="${topic}"/>`;
const LONGEST = '9223372036854775807';

export const model = (name) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="t">
  <error id="refused" name="refused" errorCode="refused"/>
  <process id="${name}" isExecutable="true"><startEvent id="s"/><parallelGateway id="g"/><userTask id="beside"/>
    ${external('read', `${name}-read`)}${external('fail', `${name}-fail`)}${external('error', `${name}-error`)}
    <boundaryEvent id="caught" attachedToRef="error"><errorEventDefinition errorRef="refused" camunda:errorMessageVariable="message"/></boundaryEvent>
    <userTask id="done"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="read"/>
    <sequenceFlow id="fb" sourceRef="g" targetRef="beside"/>
    <sequenceFlow id="f3" sourceRef="read" targetRef="fail"/><sequenceFlow id="f4" sourceRef="fail" targetRef="error"/>
    <sequenceFlow id="f5" sourceRef="caught" targetRef="done"/></process>
</definitions>`;

/** As JSON text: the Long does not survive a JavaScript number. */
export const variables = `{"variables":{
  "text":{"type":"String","value":"隐患整改"},"integer":{"type":"Integer","value":42},
  "long":{"type":"Long","value":${LONGEST}},"flag":{"type":"Boolean","value":true},"number":{"type":"Double","value":1.5},
  "document":{"type":"File","value":"${Buffer.from('photo').toString('base64')}","valueInfo":{"filename":"a.jpg","mimetype":"image/jpeg"}}}}`;

/** Parts of the variables' JSON that must be found, by what they prove. */
export const expected = (document) => ({
  'a text': /"seenText":\{[^}]*"value":"隐患整改"/,
  'an integer': /"seenInteger":\{[^}]*"value":42[,}]/,
  'the longest Long': new RegExp(`"seenLong":\\{"type":"Long","value":${LONGEST},`),
  'a boolean': /"seenFlag":\{[^}]*"value":true/,
  'a number': /"seenNumber":\{[^}]*"value":1\.5/,
  'a file': new RegExp(`"seenDocument":\\{[^}]*"value":"${document}"`),
  'an error with its variable': /"reason":\{[^}]*"value":"closed"/,
  'the message of an error': /"message":\{[^}]*"value":"不同意"/,
});
