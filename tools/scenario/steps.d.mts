import type { World } from './world.mjs';

export function runStep(
  world: World,
  step: Record<string, unknown>,
): Promise<{ status: number; body: { message?: string } & Record<string, unknown>; case?: string }>;
