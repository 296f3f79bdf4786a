// After the storm: what was acknowledged is there, exactly once, in cases, documents and engine.
const SETTLE_MS = 30_000;
const POLL_MS = 300;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The trail is unbroken, holds every step somebody was told is done, and exactly one record per applied step and case. */
async function auditProblems(auditor, acknowledged, ledger) {
  const problems = [];
  const verdict = await auditor.get('/api/audit/verification');
  if (!verdict.intact) problems.push(`the audit trail is broken at ${verdict.brokenAt}: ${verdict.reason}`);
  problems.push(...(await ledger.differences()), ...(await ledger.differencesOfStarts()));
  for (const step of acknowledged) {
    const entry = step.step === 'start' ? `case.start ${step.case}` : `task.complete ${step.task}`;
    if (!ledger.has(entry)) problems.push(`${step.what} was acknowledged but is not in the audit trail (${entry})`);
  }
  return problems;
}

export async function verify({ server, people, acknowledged, token, ledger }) {
  const problems = [];
  const engine = async (path) => {
    const answer = await fetch(`${server.url}/engine-rest${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`GET /engine-rest${path}: ${answer.status}`);
    return answer.json();
  };

  // Workers may still be making documents; wait until no external task is left.
  for (const until = Date.now() + SETTLE_MS; Date.now() < until; await sleep(POLL_MS)) {
    const { count } = await engine('/external-task/count');
    if (count === 0) break;
  }
  const { count: waiting } = await engine('/external-task/count');
  if (waiting) problems.push(`${waiting} external tasks were not finished within ${SETTLE_MS} ms`);
  const incidents = await engine('/incident');
  for (const incident of incidents) problems.push(`incident at ${incident.activityId}: ${incident.incidentMessage}`);

  problems.push(...(await auditProblems(people.auditor, acknowledged, ledger)));

  const cases = new Map();
  for (const step of acknowledged) {
    if (!cases.has(step.case)) cases.set(step.case, []);
    cases.get(step.case).push(step);
  }
  const numbers = new Set();
  const documentNumbers = new Map();
  for (const [id, steps] of cases) {
    const detail = await people.chief.get(`/api/cases/${id}`);
    if (numbers.has(detail.no)) problems.push(`number ${detail.no} was given twice`);
    numbers.add(detail.no);

    const instances = await engine(
      `/history/process-instance?processInstanceBusinessKey=${encodeURIComponent(detail.no)}`,
    );
    if (instances.length !== 1) problems.push(`${detail.no} has ${instances.length} process instances`);
    const tasks = await engine(`/history/task?processInstanceId=${instances[0]?.id}`);
    for (const step of steps.filter((candidate) => candidate.step !== 'start')) {
      const done = tasks.filter((task) => task.taskDefinitionKey === step.step && task.endTime);
      if (done.length !== 1) problems.push(`${detail.no} ${step.what}: done ${done.length} times in the engine`);
      if (!done.some((task) => task.id === step.task))
        problems.push(`${detail.no} ${step.what}: the acknowledged step is not the one that was done`);
      const told = detail.timeline.filter(
        (entry) => entry.kind === 'step' && entry.title === step.what && entry.outcomeLabel,
      );
      if (told.length !== 1) problems.push(`${detail.no} ${step.what}: ${told.length} entries in the timeline`);
    }
    for (const document of detail.documents) {
      const same = detail.documents.filter((other) => other.document === document.document && other.state === 'issued');
      if (same.length > 1) problems.push(`${detail.no} has ${same.length} × ${document.document}`);
      if (!document.number) continue;
      const owner = documentNumbers.get(document.number);
      if (owner && owner !== document.id) problems.push(`document number ${document.number} was given twice`);
      documentNumbers.set(document.number, document.id);
    }
    if (steps.some((step) => step.step === 'deliver') && detail.children.length !== 2) {
      problems.push(`${detail.no} has ${detail.children.length} hazards instead of 2`);
    }
  }
  return problems;
}
