import type { Requirements } from '../requirement.js';
import { always } from '../requirement.js';
import { every } from './lists.js';

/** What is about the engine itself. */
export const SYSTEM: Requirements = {
  ...every(
    'everyone',
    'GET /engine',
    'GET /version',
    'GET /openapi.json',
    'GET /docs',
    'GET /docs/style.css',
    'GET /metrics',
    'GET /metrics/:metricsName/sum',
    'GET /telemetry/configuration',
  ),
  ...every(
    always('READ', 'System'),
    'GET /telemetry/data',
    'POST /telemetry/configuration',
    'GET /schema/log',
    'POST /schema/log',
  ),
};
