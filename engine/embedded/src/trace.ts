import type { TracedStep } from '@anliu/engine-kernel';

/** `ANLIU_TRACE`: names of what is to be traced, separated by commas. */
const VARIABLE = 'ANLIU_TRACE';

/** One step in a line: `kernel 00…1a active fork in 00…10`. */
const stepLine = ({ executionId, processInstanceId, activityId, state }: TracedStep): string =>
  executionId === undefined
    ? 'kernel step of no execution'
    : `kernel ${executionId} ${state ?? 'gone'} ${activityId ?? '-'} in ${processInstanceId ?? '-'}`;

/** Prints every step of the agenda on standard error when the environment asks for it (`ANLIU_TRACE=kernel`). */
export function tracing(
  environment: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): ((step: TracedStep) => void) | undefined {
  const wanted = (environment[VARIABLE] ?? '').split(',').map((name) => name.trim());
  return wanted.includes('kernel') ? (step) => print(stepLine(step)) : undefined;
}
