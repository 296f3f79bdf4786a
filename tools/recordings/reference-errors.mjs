// What a recording says where the reference itself failed is nothing to compare with.

const stepOf = (difference) => /^\/steps\/(\d+)\//.exec(difference)?.[1];
const isOpen = (state) => /\|(ACTIVE|SUSPENDED)$/.test(state);

/**
 * Whether the reference failed where a replay differs: it answered with an error of its own (5xx) to the deployment, the
 * start or this step; or it could not go on from there, because it failed at the very next step too or could not give the
 * state of an instance that its history calls open.
 *
 * @param {{ deploy: string, start?: string, steps?: { status?: string, view: object[] }[], history?: { procs: string[] } }} trace recorded
 * @param {string} difference path of the first difference, and what was wanted and got
 */
export function isReferenceError(trace, difference) {
  if (difference.startsWith('/deploy')) return trace.deploy === 'failed';
  if (difference.startsWith('/start')) return trace.start === 'failed';
  const step = stepOf(difference);
  if (step === undefined) return false;
  const { steps = [], history } = trace;
  const here = Number(step);
  const failed = [steps[here], steps[here + 1]].some((one) => one?.status === 'failed');
  const isLost = steps[here]?.view.length === 0 && (history?.procs ?? []).some(isOpen);
  return failed || isLost;
}
