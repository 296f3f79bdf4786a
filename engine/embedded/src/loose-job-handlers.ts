import type { Context, Job } from '@anliu/engine-kernel';
import type { Core } from './runtime-core.js';

/**
 * What a job of the engine itself does, by its handler type. It runs in one transaction, tables included, and removes its
 * job in it: what it did is there exactly when the job is gone.
 */
export type LooseJobHandler = (core: Core, ctx: Context, job: Job) => void;
