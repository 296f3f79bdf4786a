import { expect, it } from 'vitest';
import { model, withEngine } from './index.js';

const PLAIN = model(`<startEvent id="start"/>`);

it('a model without a time to live is refused where the engine demands one, and only there', async () => {
  await withEngine([PLAIN], async ({ engine }) => expect(await engine.repository.countProcessDefinitions()).toBe(1));
  const deploying = withEngine([PLAIN], async () => undefined, { history: { enforceTimeToLive: true } });
  await expect(deploying).rejects.toThrow(/history time to live|historyTimeToLive/i);
});
