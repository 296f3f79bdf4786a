import fs from 'node:fs';
import { EnterpriseLookup } from '@anliu/enterprises';
import type { FormDefinition } from '@anliu/form-model';
import { drawingOf, type ProcessInPack } from '@anliu/packs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forOutsiders } from '../src/app/viewers.js';
import type { StoredEntry } from '../src/domain/case.js';
import { casesOf, newFolder, openPlatform, packsOf, removeFolder, type TestPlatform } from './platform.js';

let folder: string;
let test: TestPlatform;
beforeAll(async () => {
  folder = newFolder();
  test = await openPlatform(folder, { at: '2026-11-24T09:00:00+08:00' });
});
afterAll(async () => {
  await test.stop();
  removeFolder(folder);
});

describe('the enterprise a case is about', () => {
  it('is sent neither opinions of the office’s own steps nor reasons of transfers, but its own', () => {
    const process = {
      process: {
        nodes: {
          approve: { properties: { 'anliu.assign': 'post:post-chief' } },
          rectify: { properties: { 'anliu.assign': 'enterprise:ent-safety' } },
        },
      },
    } as unknown as ProcessInPack;
    const entry = (more: Partial<StoredEntry>): StoredEntry => ({ at: '', kind: 'step', title: 't', ...more });
    expect(forOutsiders(process, entry({ step: 'approve', opinion: '内部意见', outcomeLabel: '退回' }))).toEqual(
      entry({ step: 'approve', outcomeLabel: '退回' }),
    );
    const own = entry({ step: 'rectify', opinion: '已整改' });
    expect(forOutsiders(process, own)).toEqual(own);
    expect(forOutsiders(process, entry({ kind: 'command', detail: '出差' }))).toEqual(entry({ kind: 'command' }));
  });

  it('sees the drawing of the process without who is assigned and what is evaluated; the office sees the whole', async () => {
    const safety = await test.as('ent01-safety');
    const data = { inspection_kind: 'day', checked_at: '2026-11-24', checked_by: '安知远', content: ['A06'] };
    const { record } = await casesOf(test).start({ process: 'self-inspection', data, key: 'own' }, safety);
    const shown = await casesOf(test).diagram(record._id, safety);
    expect(shown.xml).not.toMatch(/anliu\.(?!example)|camunda|post-|\$\{/);
    expect(shown.xml).toContain('BPMNShape');
    expect((await casesOf(test).diagram(record._id, await test.as('town1'))).xml).toMatch(/anliu\./);
  });

  it.each(['inspection', 'hazard', 'extension', 'self-inspection', 'self-hazard'])(
    'gets every element and shape of %s, and nothing else',
    (name) => {
      const file = new URL(`../../../templates/county-hazard/processes/${name}.bpmn`, import.meta.url);
      const whole = fs.readFileSync(file, 'utf8');
      const drawing = drawingOf(whole);
      const ids = (xml: string, element: RegExp) => [...xml.matchAll(element)].map(([, id]) => id).sort();
      const shapes = /<bpmndi:BPMN(?:Shape|Edge)[^>]* bpmnElement="([^"]+)"/g;
      expect(ids(drawing, shapes)).toEqual(ids(whole, shapes));
      expect(drawing).not.toMatch(/anliu\.(?!example)|camunda|post-|ent-|expression/i);
    },
  );
});

describe('a sensitive field', () => {
  it('is masked for who takes no part in the case; whoever does is recorded, once a day', async () => {
    const officer = await test.as('officer1');
    const enterprise = await test.platform.services.use(EnterpriseLookup).ref('91320724XXXX00019D');
    const data = {
      enterprise,
      plan_source: '1',
      plan_at: '2026-11-24',
      officers: await Promise.all(
        ['officer1', 'officer2'].map(async (login) => {
          const { id, name } = (await test.as(login)).person;
          return { id, name };
        }),
      ),
      methods: ['1'],
      content: ['A16'],
    };
    const cases = casesOf(test);
    const { record } = await cases.start({ process: 'inspection', data, key: 'plan' }, officer);
    await cases.settle(record);
    const definition = packsOf(test).version(record.packVersion).forms.get('form.inspection') as FormDefinition;
    const seenBy = async (login: string) =>
      cases.dataFor(await test.as(login), record, definition, { site_phone: '13800001234' });

    expect(await seenBy('deputy')).toEqual({ site_phone: '138＊＊＊＊1234' });
    const read = () => test.audited.filter(({ action }) => action === 'case.read-sensitive');
    expect(read()).toEqual([]);
    for (let look = 0; look < 2; look += 1) expect(await seenBy('officer1')).toEqual({ site_phone: '13800001234' });
    expect(read()).toMatchObject([{ target: record._id, by: 'p-officer1', detail: { no: record.no } }]);
  });
});
