import type { DeploymentDto, FormDto, ProcessInstanceDto, TaskDto, VariableMap } from '@anliu/engine-protocol';

/** Camunda's DTOs carry HATEOAS links that stay empty unless HAL is asked for. */
export const shownInstance = <T extends ProcessInstanceDto>(instance: T) => ({ links: [], ...instance });

/** Both names of the form reference: Camunda's and Operaton's clients read different ones. */
export const shownTask = ({ formRef, ...task }: TaskDto) => ({
  ...task,
  camundaFormRef: formRef,
  operatonFormRef: formRef,
});

/** A generated form has no key of its own: clients are told where the engine renders it. */
export const shownForm = ({ formRef, isGenerated, ...form }: FormDto, path: string) => ({
  ...form,
  ...(isGenerated ? { key: `embedded:engine://engine/:engine${path}/rendered-form` } : {}),
  camundaFormRef: formRef,
  operatonFormRef: formRef,
});

export const shownDeployment = <T extends DeploymentDto>(deployment: T) => ({ links: [], ...deployment });

/** The variables `variableNames` asks for; all of them when it is absent. */
export function namedIn(query: URLSearchParams, variables: VariableMap): VariableMap {
  const names = query.get('variableNames');
  if (names === null) return variables;
  const asked = new Set(names.split(',').map((name) => name.trim()));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => asked.has(name)));
}
