import type { XmlElement } from '../src/xml/element.js';
import { readXml } from '../src/xml/read.js';

/** Everything outside the BPMN namespaces: attributes and elements with their text, in order of the text. */
export function foreignContent(xml: string): string[] {
  const found: string[] = [];
  const visit = (element: XmlElement) => {
    const isForeign = !/^http:\/\/www\.omg\.org\/spec\//.test(element.uri);
    if (isForeign) found.push(`<${element.uri} ${element.local}> ${element.text.trim()}`);
    for (const { uri, local, value } of element.attributes) {
      if ((uri !== '' || isForeign) && !uri.includes('XMLSchema'))
        found.push(`${element.local}@${uri} ${local}=${value}`);
    }
    element.children.forEach(visit);
  };
  visit(readXml(xml).root!);
  return found.sort();
}
