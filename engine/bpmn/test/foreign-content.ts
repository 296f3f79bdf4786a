import { readDocument, textOf, type DocumentElement } from '@anliu/engine-xml';

const STANDARD = /^http:\/\/www\.omg\.org\/spec\/(BPMN|DD)\//;
const NAMESPACES = /XMLSchema|xmlns/;

/** Everything outside the BPMN namespaces: attributes and elements with their text, in alphabetical order. */
export function foreignContent(xml: string): string[] {
  return visited(xml, (element) => {
    const isForeign = !STANDARD.test(element.uri);
    const attributes = element.attributes
      .filter(({ uri }) => (uri !== '' || isForeign) && !NAMESPACES.test(uri))
      .map(({ uri, local, value }) => `${element.uri} ${element.local}@${uri} ${local}=${value}`);
    return isForeign ? [`<${element.uri} ${element.local}> ${textOf(element).trim()}`, ...attributes] : attributes;
  });
}

/** All attributes of a document but declarations of namespaces and types, which editors may write with other prefixes. */
export const attributesOf = (xml: string): string[] =>
  visited(xml, (element) =>
    element.attributes
      .filter(({ uri }) => !NAMESPACES.test(uri))
      .map(({ uri, local, value }) => `${element.uri} ${element.local}@${uri} ${local}=${value}`),
  );

function visited(xml: string, of: (element: DocumentElement) => string[]): string[] {
  const { document, problem } = readDocument(xml);
  if (problem) throw new Error(`${problem.line}:${problem.column} ${problem.message}`);
  const found: string[] = [];
  const visit = (element: DocumentElement): void => {
    found.push(...of(element));
    for (const child of element.children) if (child.kind === 'element') visit(child);
  };
  visit(document.root);
  return found.sort();
}
