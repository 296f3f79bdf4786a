import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Anchor, ANCHOR_FILE } from '../audit/anchor.js';
import { WorkerTokens } from '../workers/worker-tokens.js';
import { WorkerWatch } from '../workers/worker-watch.js';
import { InstallationState, isLow, LOW_BYTES, LOW_PART } from './installation-state.js';

describe('a disk', () => {
  it('is low below so many bytes, or below such a part of it', () => {
    const large = LOW_BYTES / LOW_PART;
    expect([isLow(LOW_BYTES - 1, LOW_BYTES), isLow(LOW_BYTES, LOW_BYTES)]).toEqual([true, false]);
    expect([isLow(LOW_BYTES + 1, 2 * large), isLow(LOW_BYTES * 2, 2 * large)]).toEqual([true, false]);
  });
});

describe('the audit trail', () => {
  let dataDir: string;
  beforeEach(() => void (dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'anliu-state-'))));
  afterEach(() => fs.rmSync(dataDir, { recursive: true, force: true }));

  it('says how much of it is anchored, and whatever is wrong with it', async () => {
    const anchor = new Anchor(dataDir, 'key');
    let intact = true;
    const state = new InstallationState({
      dataDir,
      anchor,
      externalAnchor: false,
      trail: () => ({ intact }),
      tokens: new WorkerTokens(dataDir),
      watch: new WorkerWatch(),
    } as never);
    anchor.keep({ seq: 7, hash: 'h' });
    await anchor.flush();
    expect(state.audit()).toEqual({ anchored: 7, external: false });
    state.anchorFailed();
    expect(state.audit().problem).toBe('anchor-unwritten');
    intact = false;
    expect(state.audit().problem).toBe('trail-broken');
    const file = path.join(dataDir, ANCHOR_FILE);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('7', '3'));
    expect(state.audit()).toEqual({ anchored: 0, external: false, problem: 'anchor-broken' });
  });
});
