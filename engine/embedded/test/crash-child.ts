import { createEmbeddedEngine } from '@anliu/engine-embedded';

/**
 * Starts instances and completes their tasks as fast as it can, and tells every answer it got on standard output. The
 * parent kills it at an arbitrary moment: whatever was told must be there afterwards.
 */
const [dataDir = '', content = ''] = process.argv.slice(2);
const engine = await createEmbeddedEngine({ dataDir, jobs: 'off' });
await engine.repository.createDeployment({ resources: [{ name: 'crash.bpmn', content }] });
const tell = (line: string): void => void process.stdout.write(`${line}\n`);
tell('ready');

async function client(name: string): Promise<void> {
  for (let i = 0; ; i++) {
    const businessKey = `${name}-${i}`;
    const { id } = await engine.runtime.startProcessInstance({ processDefinitionKey: 'p', businessKey });
    tell(`started ${id}`);
    if (i % 2 === 0) continue;
    const [task] = await engine.tasks.list({ processInstanceId: id });
    await engine.tasks.complete(task?.id ?? '');
    tell(`completed ${id}`);
  }
}

await Promise.all(['a', 'b', 'c', 'd'].map(client));
