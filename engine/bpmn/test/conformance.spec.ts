import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseBpmn, type ParsedBpmn, type ParseOptions } from '../src/index.js';
import { conformanceFolder } from './models.js';

const folder = conformanceFolder;
const present = fs.existsSync(path.join(folder, 'public.jsonl.gz'));
if (!present) console.warn(`SKIPPED: no recordings in ${folder}; set CONFORMANCE_DIR to compare with a real engine`);

interface Recording {
  readonly files: readonly string[];
  readonly trace: {
    readonly deploy: 'ok' | 'refused' | 'failed';
    readonly keys?: readonly string[];
    readonly history?: { readonly acts: readonly string[] };
  };
}

/** Like the recorded engine, deployment leaves scripts in languages nobody runs to fail when they are reached. */
const AS_DEPLOYED: ParseOptions = { foreignScripts: 'incident' };

/** Models on which the recorded engine and this parser disagree on purpose, with the reason. */
const INTENDED: Readonly<Record<string, string>> = {
  'bpmn/servicetask/ServiceTaskExpressionActivityBehaviorTest.testExceptionThrownBySecondScopeServiceTaskIsNotHandled.bpmn':
    "the duration 'time is just a concept' is refused when it is deployed, not when the timer is set",
};

function recordings(): Recording[] {
  const lines = gunzipSync(fs.readFileSync(path.join(folder, 'public.jsonl.gz')))
    .toString('utf8')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Recording);
}

/** One recording per set of files: several recordings differ only in how the process was driven. */
function deployments(): Map<string, Recording> {
  return new Map(recordings().map((recording) => [recording.files.join(' '), recording]));
}

const isModel = (file: string) => /\.bpmn(20\.xml)?$/.test(file);
const parsed = new Map<string, ParsedBpmn>();

function parseFile(file: string): ParsedBpmn {
  const known = parsed.get(file) ?? parseBpmn(fs.readFileSync(file, 'utf8'), AS_DEPLOYED);
  parsed.set(file, known);
  return known;
}

const errors = ({ problems }: ParsedBpmn) => problems.filter(({ severity }) => severity === 'error');

describe.skipIf(!present)('models of a real engine', () => {
  it('the list of intended differences names only models that do differ', () => {
    for (const name of Object.keys(INTENDED)) {
      const recording = deployments().get(name)!;
      const found = recording.files.filter(isModel).map((file) => parseFile(path.join(folder, 'models', file)));
      expect(found.flatMap(errors).length === 0, name).not.toBe(recording.trace.deploy === 'ok');
    }
  });

  it('deploy or are refused exactly as recorded', () => {
    const table = {
      both: 0,
      refusedByBoth: 0,
      onlyRecorded: [] as string[],
      onlyHere: [] as string[],
      keys: [] as string[],
    };
    for (const [name, { files, trace }] of deployments()) {
      if (Object.hasOwn(INTENDED, name)) continue;
      const models = files.filter(isModel).map((file) => parseFile(path.join(folder, 'models', file)));
      const found = models.flatMap(errors);
      const accepted = found.length === 0;
      if (accepted && trace.deploy === 'ok') {
        table.both++;
        const keys = models.flatMap(({ definitions }) => definitions.map(({ key }) => key)).sort();
        if (keys.join() !== [...(trace.keys ?? [])].sort().join())
          table.keys.push(`${name}: ${keys.join()} instead of ${trace.keys?.join()}`);
      } else if (!accepted && trace.deploy !== 'ok') table.refusedByBoth++;
      else if (accepted) table.onlyRecorded.push(name);
      else table.onlyHere.push(`${name}: ${found[0]!.code} ${found[0]!.message}`);
    }
    console.info(`deployments: ${table.both} accepted and ${table.refusedByBoth} refused by both`);
    expect(table.onlyHere, 'accepted by the recorded engine, refused here').toEqual([]);
    expect(table.onlyRecorded, 'refused by the recorded engine, accepted here').toEqual([]);
    expect(table.keys, 'other process definition keys').toEqual([]);
  });

  it('give every activity the type the recorded history shows', () => {
    const wrong = new Set<string>();
    for (const { files, trace } of recordings()) {
      if (trace.deploy !== 'ok' || !trace.history) continue;
      // called processes of one deployment may use the same ids
      const nodes = new Map<string, string[]>();
      for (const file of files.filter(isModel)) {
        const { definitions } = parseFile(path.join(folder, 'models', file));
        for (const { id, activityType } of definitions.flatMap(({ nodes: all }) => all)) {
          nodes.set(id, [...(nodes.get(id) ?? []), activityType]);
        }
      }
      for (const act of trace.history.acts) {
        const [id = '', type = ''] = act.split('|');
        if (type === 'multiInstanceBody' || !nodes.has(id)) continue;
        if (!nodes.get(id)!.includes(type)) wrong.add(`${files[0]} ${id}: ${nodes.get(id)!.join()} instead of ${type}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });
});
