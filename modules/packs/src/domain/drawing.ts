import { SaxesParser, type SaxesTagNS } from 'saxes';

/** What a drawing is made of: the model's elements and their places. */
const DRAWN = /^http:\/\/www\.omg\.org\/spec\/(BPMN|DD)\//;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
/** Elements of the model that say how it is carried out, not what it looks like. */
const RULES = new Set([
  'extensionElements',
  'documentation',
  'conditionExpression',
  'completionCondition',
  'loopCardinality',
  'resourceRole',
  'performer',
  'humanPerformer',
  'potentialOwner',
  'ioSpecification',
  'dataInputAssociation',
  'dataOutputAssociation',
  'script',
  'timeDate',
  'timeDuration',
  'timeCycle',
  'condition',
]);

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] as string);

/**
 * The drawing of a process without its rules: who is assigned, what is evaluated, notes of whoever made it. For eyes outside the office.
 * @throws when the text is no well-formed XML
 */
export function drawingOf(xml: string): string {
  const parser = new SaxesParser({ xmlns: true });
  let out = '';
  let dropped = 0;
  parser.on('opentag', (tag: SaxesTagNS) => {
    if (dropped > 0 || RULES.has(tag.local) || !DRAWN.test(tag.uri)) {
      dropped += 1;
      return;
    }
    const attributes = Object.values(tag.attributes).filter(
      ({ uri, value }) => uri === '' || (uri === XMLNS && DRAWN.test(value)),
    );
    out += `<${tag.name}${attributes.map(({ name, value }) => ` ${name}="${escaped(value)}"`).join('')}>`;
  });
  parser.on('closetag', (tag: SaxesTagNS) => {
    if (dropped > 0) dropped -= 1;
    else out += `</${tag.name}>`;
  });
  parser.on('text', (text) => {
    if (dropped === 0) out += escaped(text);
  });
  parser.write(xml).close();
  return out;
}
