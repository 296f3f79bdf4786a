import type { MetricGauge } from '@anliu/engine-rest';
import { CASES } from '@anliu/cases';
import type { ServiceRegistry } from '@anliu/kit';
import { TASKS } from '@anliu/tasks';
import type { InstallationState } from './installation-state.js';

/** Figures of the platform beside those of its engine; modules that are not there have none. */
export function platformGauges(state: InstallationState, services: ServiceRegistry): MetricGauge[] {
  const gauge = (name: string, help: string, count: () => Promise<number> | number): MetricGauge => ({
    name: `anliu_platform_${name}`,
    help,
    count: async () => count(),
  });
  return [
    gauge('steps_unassigned', 'Open steps that are on nobody’s desk', () =>
      services.has(TASKS) ? services.use(TASKS).countUnassigned() : 0,
    ),
    gauge('cases_untold', 'Cases with a command the engine has not confirmed', () =>
      services.has(CASES) ? services.use(CASES).untold() : 0,
    ),
    gauge('backup_age_seconds', 'Seconds since the newest backup; -1 when there is none', () => {
      const { last } = state.backups.state();
      return last ? (Date.now() - Date.parse(last.at)) / 1_000 : -1;
    }),
    gauge('disk_free_bytes', 'Bytes that are free where the data is', async () => (await state.disk()).freeBytes),
    gauge('disk_problem', 'Data that cannot be written (full or damaged): 1, else 0', async () =>
      (await state.disk()).problem === undefined ? 0 : 1,
    ),
    gauge(
      'audit_anchored',
      'Records of the audit trail that are anchored outside it; -1 when the anchor is broken',
      () => {
        const { anchored, problem } = state.audit();
        return problem === 'anchor-broken' ? -1 : anchored;
      },
    ),
  ];
}
