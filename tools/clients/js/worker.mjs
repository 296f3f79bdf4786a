// The worker every client plays (see ../README.md): arguments are the engine's address and the prefix of the topics.
import { Client, Variables } from 'camunda-external-task-client-js';

const [baseUrl, prefix] = process.argv.slice(2);
const client = new Client({ baseUrl, workerId: 'js', interval: 20, asyncResponseTimeout: 1000, lockDuration: 20_000 });

client.subscribe(`${prefix}-read`, async ({ task, taskService }) => {
  const seen = new Variables();
  for (const name of ['text', 'integer', 'flag', 'number'])
    seen.set(`seen${name[0].toUpperCase()}${name.slice(1)}`, task.variables.get(name));
  // JavaScript has no 64-bit integers in JSON: the client would round one it reads, so it says so as text.
  seen.setTyped('seenLong', { type: 'long', value: '9223372036854775807' });
  const document = await task.variables.get('document').load();
  seen.set('seenDocument', `${document.content} ${document.mimeType}`);
  await taskService.complete(task, seen);
});
client.subscribe(`${prefix}-fail`, async ({ task, taskService }) => {
  if (task.retries === null)
    await taskService.handleFailure(task, {
      errorMessage: 'not yet',
      errorDetails: 'details',
      retries: 1,
      retryTimeout: 0,
    });
  else await taskService.complete(task);
});
client.subscribe(`${prefix}-error`, async ({ task, taskService }) => {
  await taskService.handleBpmnError(task, 'refused', '不同意', new Variables().set('reason', 'closed'));
});

// Ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();
