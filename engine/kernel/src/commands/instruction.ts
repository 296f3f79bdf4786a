import type { ModificationInstruction } from '@anliu/engine-protocol';
import { BadUserRequestError, ProcessEngineError } from '@anliu/engine-protocol';

export type Instruction = ModificationInstruction;

/** An instruction in Camunda's words, as its errors quote it. */
function describe(instruction: Instruction): string {
  const { type, activityId, activityInstanceId, transitionId, transitionInstanceId } = instruction;
  if (type === 'cancel') {
    if (activityInstanceId !== undefined) return `Cancel activity instance '${activityInstanceId}'`;
    if (transitionInstanceId !== undefined) return `Cancel transition instance '${transitionInstanceId}'`;
    return `Cancel all instances of activity '${activityId ?? ''}'`;
  }
  const ancestor = instruction.ancestorActivityInstanceId;
  const within = ancestor === undefined ? '' : ` with ancestor activity instance '${ancestor}'`;
  if (type === 'startTransition') return `Start transition '${transitionId ?? ''}'${within}`;
  return `Start ${type === 'startAfterActivity' ? 'after' : 'before'} activity '${activityId ?? ''}'${within}`;
}

/** An instruction names something that is not there (Camunda's NotValidException, a bad request). */
export const notValid = (instruction: Instruction, reason: string): BadUserRequestError =>
  new BadUserRequestError(`Cannot perform instruction: ${describe(instruction)}; ${reason}`, {
    type: 'NotValidException',
  });

export const fail = (instruction: Instruction, reason: string): ProcessEngineError =>
  new ProcessEngineError(`Cannot perform instruction: ${describe(instruction)}; ${reason}`);
