import fs from 'node:fs';
import path from 'node:path';
import type { Call } from './client.js';
import { answerOf, read } from './client.js';
import { perform } from './perform.js';
import type { Recording, Scenario, Step } from './recording.js';
import { stateOf } from './state.js';

/** Plays a scenario on an engine that runs no jobs by itself, and tells what came of it. Leaves nothing behind. */
export async function play(
  call: Call,
  folder: string,
  scenario: Scenario,
): Promise<Pick<Recording, 'steps' | 'history'>> {
  const form = new FormData();
  form.set('deployment-name', scenario.model);
  form.set(scenario.model, new Blob([fs.readFileSync(path.join(folder, scenario.model))]), scenario.model);
  const deployed = await call('POST', '/deployment/create', form);
  if (answerOf(deployed) !== 'ok') throw new Error(`${scenario.model}: ${JSON.stringify(deployed.body)}`);
  const { id } = deployed.body as { id: string };
  try {
    const started = await call('POST', `/process-definition/key/${scenario.process}/start`, {
      businessKey: 'recording',
      variables: scenario.variables,
    });
    let state = await stateOf(call, id);
    const steps: Step[] = [{ answer: answerOf(started), state: state.lines }];
    for (const action of scenario.actions) {
      const reply = await perform(call, action, state);
      state = await stateOf(call, id);
      steps.push({ answer: answerOf(reply), state: state.lines });
    }
    return { steps, history: await historyOf(call, id) };
  } finally {
    await call('DELETE', `/deployment/${id}?cascade=true`);
  }
}

async function historyOf(call: Call, deploymentId: string): Promise<string[]> {
  const lines: string[] = [];
  const definitions = await read<{ id: string; key: string }[]>(
    call,
    `/process-definition?deploymentId=${deploymentId}`,
  );
  for (const { id, key } of definitions) {
    const query = `processDefinitionId=${encodeURIComponent(id)}`;
    const processes = await read<{ state: string }[]>(call, `/history/process-instance?${query}`);
    lines.push(...processes.map(({ state }) => `${key} ${state}`));
    const activities = await read<
      { activityId: string; activityType: string; canceled: boolean; endTime: string | null }[]
    >(call, `/history/activity-instance?${query}`);
    for (const { activityId, activityType, canceled, endTime } of activities) {
      lines.push(
        `${key} ${activityId} (${activityType}) ${canceled ? 'canceled' : endTime === null ? 'open' : 'ended'}`,
      );
    }
  }
  return lines.sort();
}
