import type { CallActivity } from '@anliu/engine-bpmn';
import { ProcessEngineError } from '@anliu/engine-protocol';
import type { Behaviour } from '../state/context.js';
import { passedValues } from '../values/call-variables.js';
import type { Context } from '../state/context.js';
import type { Definition } from '../state/environment.js';
import { callDelegate, evaluateText } from '../values/expressions.js';
import { activityUpdated } from '../history/activities.js';
import { startInstance } from '../flow/instances.js';
import { leave } from '../flow/lifecycle.js';

function calledDefinition(ctx: Context, id: string, node: CallActivity): Definition {
  const execution = ctx.execution(id);
  const key = evaluateText(ctx, id, node.calledElement) ?? '';
  const { definitions } = ctx.environment;
  const { tenantId } = execution;
  let found: Definition | undefined;
  switch (node.binding) {
    case 'latest':
      found = definitions.latest(key, tenantId);
      break;
    case 'deployment':
      found = definitions.inDeployment(key, ctx.definitionOf(execution).row.deploymentId);
      break;
    case 'version':
      found = definitions.byVersion(key, Number(evaluateText(ctx, id, node.version)), tenantId);
      break;
    case 'versionTag':
      found = definitions.byVersionTag(key, evaluateText(ctx, id, node.versionTag) ?? '', tenantId);
  }
  if (!found) throw new ProcessEngineError(`no processes deployed with key '${key}': processDefinition is null`);
  return found;
}

export const callActivity: Behaviour<'callActivity'> = {
  execute(ctx, id, { node }) {
    const definition = calledDefinition(ctx, id, node);
    if (node.variableMapping !== undefined) callDelegate(ctx, id, node.variableMapping);
    const called = startInstance(ctx, {
      definition,
      businessKey: evaluateText(ctx, id, node.businessKey),
      stored: passedValues(ctx, id, node.inputs, false),
      superExecutionId: id,
      tenantId: definition.row.tenantId,
    });
    ctx.update('execution', id, { data: { called: called.id } });
    activityUpdated(ctx, ctx.execution(id).activityInstanceId, { calledProcessInstanceId: called.id });
  },
  signal: (ctx, id) => leave(ctx, id),
};
