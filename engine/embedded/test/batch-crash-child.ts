import { createEmbeddedEngine } from '@anliu/engine-embedded';

/**
 * Carries out a batch of many small jobs, as slowly as single commits are. The parent kills it again and again: whatever
 * the batch had done is done once, and the rest is done by the next process.
 */
const [dataDir = '', content = '', instances = ''] = process.argv.slice(2);
const engine = await createEmbeddedEngine({ dataDir, jobs: 'off', batches: { jobsPerSeed: 7, invocationsPerJob: 2 } });
const tell = (line: string): void => void process.stdout.write(`${line}\n`);

if ((await engine.batches.countHistoric()) === 0) {
  if ((await engine.repository.countProcessDefinitions()) === 0)
    await engine.repository.createDeployment({ resources: [{ name: 'crash.bpmn', content }] });
  while ((await engine.runtime.countProcessInstances()) < Number(instances))
    await engine.runtime.startProcessInstance({ processDefinitionKey: 'p' });
  const [definition] = await engine.repository.listProcessDefinitions();
  await engine.batches.modifyProcessInstances({
    processDefinitionId: definition?.id ?? '',
    processInstanceQuery: {},
    instructions: [{ type: 'startBeforeActivity', activityId: 't1' }],
  });
}
tell('ready');
while ((await engine.batches.count()) > 0) {
  for (const { id } of await engine.jobs.list()) {
    await engine.jobs.execute(id);
    tell(`executed ${id}`);
  }
}
await engine.close();
tell('done');
