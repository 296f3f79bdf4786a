import { describe, expect, it } from 'vitest';
import { newFolder, openPlatform, packsOf, removeFolder } from '../../cases/test/platform.js';

describe('at start the packs are compared with the engine', () => {
  it('and what the engine does not hold is said, by pack and process', { timeout: 120_000 }, async () => {
    const folder = newFolder();
    const said: Record<string, unknown>[] = [];
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (message: string, fields: Record<string, unknown> = {}) => void said.push({ message, ...fields }),
    };
    try {
      const first = await openPlatform(folder, { log });
      expect(packsOf(first).missing).toEqual([]);
      const version = packsOf(first)
        .active()
        .find(({ processes }) => processes.size > 0);
      const [key = ''] = version?.processes.keys() ?? [];
      await first.engine.repository.deleteProcessDefinition(version?.definitionIds[key] ?? '', { cascade: true });
      await first.stop();
      expect(said).toEqual([]);

      const second = await openPlatform(folder, { log });
      expect(packsOf(second).missing).toEqual([{ pack: version?.ref, kind: 'process', part: key }]);
      expect(said).toMatchObject([{ pack: version?.ref, kind: 'process', part: key, active: true }]);
      await second.stop();
    } finally {
      removeFolder(folder);
    }
  });
});
