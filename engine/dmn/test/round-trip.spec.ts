import fs from 'node:fs';
import path from 'node:path';
import { readDocument, type DocumentNode, type XmlDocument } from '@anliu/engine-xml';
import { describe, expect, it } from 'vitest';
import { openDmn, serialiseDmn } from '../src/index.js';
import { decision, dmn, literal } from './models.js';

const SHARED = path.resolve(import.meta.dirname, '../../../../shared');
const FOLDERS = ['dmn-tck', 'conformance'].map((name) => path.join(SHARED, name)).filter((one) => fs.existsSync(one));
if (FOLDERS.length === 0) console.warn(`SKIPPED: no decision models in ${SHARED}`);

const open = (xml: string): XmlDocument => {
  const { document, problem } = openDmn(xml);
  if (problem) throw new Error(problem.message);
  return document;
};

/** Every node with its attributes and text, in order of the text, and how many attributes there are. */
function contentOf({ before, root, after }: XmlDocument): { nodes: unknown[]; attributes: number } {
  const nodes: unknown[] = [];
  let attributes = 0;
  const visit = (node: DocumentNode): void => {
    if (node.kind !== 'element') {
      nodes.push(node);
      return;
    }
    attributes += node.attributes.length;
    nodes.push([node.name, node.uri, node.attributes]);
    node.children.forEach(visit);
  };
  [...before, root, ...after].forEach(visit);
  return { nodes, attributes };
}

describe('opening and saving decisions', () => {
  it('keeps vendor attributes and elements, comments, CDATA and odd characters', () => {
    const xml = dmn(`<!-- who decides -->
      <extensionElements><v:a xmlns:v="urn:v" v:x="1" x="2"> text <v:b/> more <![CDATA[<x a = "1">]]></v:a></extensionElements>
      ${decision(literal('"a &amp; b &lt; c"'), '<!-- end -->').replace('id="d"', 'id="d" camunda:versionTag = "1&#10;2"')}`);
    const saved = serialiseDmn(open(xml));
    expect(contentOf(open(saved))).toEqual(contentOf(open(xml)));
    expect(saved).toContain('camunda:versionTag="1&#10;2"');
    expect(saved).toContain('<![CDATA[<x a = "1">]]>');
  });

  it('opens what may not be deployed', () => {
    const twice = dmn('<decision id="d" name="a"/><decision id="d" name="b"/>');
    expect(contentOf(open(serialiseDmn(open(twice)))).attributes).toBe(contentOf(open(twice)).attributes);
  });

  it('refuses what is no DMN and what may not be read', () => {
    expect(openDmn('<a/>').problem).toMatchObject({ code: 'XML_NOT_DMN', line: 1 });
    expect(openDmn('<!DOCTYPE a><a/>').problem).toMatchObject({ code: 'XML_DOCTYPE' });
  });

  it.skipIf(FOLDERS.length === 0)(
    'keeps every attribute and element of every model of the kit and the recordings',
    () => {
      const files = FOLDERS.flatMap((folder) =>
        fs
          .readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.dmn'))
          .map((file) => path.join(folder, file)),
      );
      let attributes = 0;
      for (const file of files) {
        const xml = fs.readFileSync(file, 'utf8');
        const before = contentOf(readDocument(xml).document!);
        expect(contentOf(open(serialiseDmn(open(xml)))), file).toEqual(before);
        attributes += before.attributes;
      }
      expect(files.length).toBeGreaterThan(100);
      console.info(`${files.length} decision models opened and saved with ${attributes} attributes`);
    },
  );
});
