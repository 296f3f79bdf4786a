import type { DeploymentDto, FormDto, ProcessInstanceDto, TaskDto } from '@anliu/engine-protocol';

/** Camunda's DTOs carry HATEOAS links that stay empty unless HAL is asked for. */
export const shownInstance = <T extends ProcessInstanceDto>(instance: T) => ({ links: [], ...instance });

/** Both names of the form reference: Camunda's and Operaton's clients read different ones. */
export const shownTask = ({ formRef, ...task }: TaskDto) => ({
  ...task,
  camundaFormRef: formRef,
  operatonFormRef: formRef,
});

export const shownForm = ({ formRef, ...form }: FormDto) => ({
  ...form,
  camundaFormRef: formRef,
  operatonFormRef: formRef,
});

export const shownDeployment = <T extends DeploymentDto>(deployment: T) => ({ links: [], ...deployment });
