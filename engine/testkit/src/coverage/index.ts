import { ACTIVITIES } from './activities.js';
import { ENDS } from './end-events.js';
import { GATEWAYS } from './gateways.js';
import { INTERMEDIATE } from './intermediate-events.js';
import type { CoverageRow } from './models.js';
import { STARTS } from './start-events.js';

export const COVERAGE: readonly CoverageRow[] = [...ACTIVITIES, ...GATEWAYS, ...STARTS, ...INTERMEDIATE, ...ENDS];

export const titleOf = ({ element, position, status }: CoverageRow): string => `${element} (${position}) is ${status}`;
