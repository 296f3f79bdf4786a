import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createEmbeddedEngine } from '@anliu/engine-embedded';
import type { EmbeddedEngine, EmbeddedEngineOptions } from '@anliu/engine-embedded';
import { virtualClock } from './clock.js';
import type { VirtualClock } from './clock.js';

/** What a story works with. */
export interface Story {
  readonly engine: EmbeddedEngine;
  readonly clock: VirtualClock;
  /** Moves the clock and runs what became due. */
  wait(ms: number): Promise<void>;
  /** The open tasks, by definition key, in order of creation. */
  openTasks(): Promise<string[]>;
  /** Completes the only open task of this key. @throws Error when there is not exactly one */
  complete(taskDefinitionKey: string, variables?: Readonly<Record<string, unknown>>): Promise<void>;
}

export interface StoryOptions extends Partial<Omit<EmbeddedEngineOptions, 'dataDir' | 'clock'>> {
  /** A folder that outlives the story, to open it again. */
  readonly dataDir?: string;
}

/** A BPMN file around the inside of one process, so that tests show only what they are about. */
export const model = (inside: string, key = 'p'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="test">
${inside.includes('<process ') ? inside : `<process id="${key}" isExecutable="true">${inside}</process>`}
</definitions>`;

/** A folder for one test; the caller removes it. */
export const temporaryFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), 'engine-'));

/** Tells a story on a fresh engine with these models deployed, then closes it and removes its files. */
export async function withEngine(
  models: readonly string[],
  story: (story: Story) => Promise<void>,
  { dataDir, ...options }: StoryOptions = {},
): Promise<void> {
  const folder = dataDir ?? temporaryFolder();
  const clock = virtualClock();
  const engine = await createEmbeddedEngine({ jobs: 'off', ...options, dataDir: folder, clock: clock.now });
  try {
    for (const [index, content] of models.entries()) {
      await engine.repository.createDeployment({ resources: [{ name: `model${index}.bpmn`, content }] });
    }
    await story({
      engine,
      clock,
      async wait(ms) {
        clock.advance(ms);
        await engine.runDueJobs();
      },
      async openTasks() {
        const tasks = await engine.tasks.list();
        return tasks.sort((a, b) => (a.id < b.id ? -1 : 1)).map((task) => task.taskDefinitionKey ?? '');
      },
      async complete(taskDefinitionKey, variables = {}) {
        const tasks = await engine.tasks.list({ taskDefinitionKey });
        const [task, ...others] = tasks;
        if (!task || others.length > 0)
          throw new Error(`${tasks.length} open tasks '${taskDefinitionKey}', expected one`);
        const typed = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }]));
        await engine.tasks.complete(task.id, { variables: typed });
      },
    });
  } finally {
    await engine.close();
    if (dataDir === undefined) fs.rmSync(folder, { recursive: true, force: true });
  }
}
