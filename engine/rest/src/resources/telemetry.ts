import { z } from 'zod';
import { BadUserRequestError } from '@anliu/engine-protocol';
import type { ProcessEngine } from '@anliu/engine-protocol';
import { empty, json } from '../http/answer.js';
import { get, post } from '../http/route.js';
import type { Route } from '../http/route.js';
import { telemetryConfigurationDto, telemetryDataDto } from '../schema/index.js';

const METRICS = ['flow-node-instances', 'root-process-instance-start', 'job-successful', 'job-failed'];

/** What tools show about an installation. Nothing is ever sent anywhere. */
export function telemetryRoutes({ info, reports }: ProcessEngine): Route[] {
  return [
    get(
      '/telemetry/configuration',
      { summary: 'Whether data is sent: never', answer: telemetryConfigurationDto },
      async () => json({ enableTelemetry: false }),
    ),
    post(
      '/telemetry/configuration',
      {
        summary: 'Accepts only that nothing is sent',
        body: z.object({ enableTelemetry: z.boolean().nullish() }),
        answer: 'none',
      },
      async (request) => {
        const { enableTelemetry } = await request.body();
        if (enableTelemetry) throw new BadUserRequestError('This engine sends no telemetry; it cannot be turned on');
        return empty;
      },
    ),
    get('/telemetry/data', { summary: 'Figures of this installation', answer: telemetryDataDto }, async () => {
      const sums = await Promise.all(METRICS.map(async (name) => [name, { count: await reports.metricSum(name, {}) }]));
      return json({
        installation: info.name,
        product: {
          name: info.name,
          version: info.version,
          edition: 'community',
          internals: {
            database: { vendor: 'SQLite', version: '3' },
            'application-server': { vendor: 'Node.js', version: process.versions.node },
            'camunda-integration': [],
            commands: {},
            metrics: Object.fromEntries(sums) as Record<string, unknown>,
            webapps: [],
            jdk: { vendor: 'Node.js', version: process.versions.node },
            'data-collection-start-date': null,
          },
        },
      });
    }),
  ];
}
