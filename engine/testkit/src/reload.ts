import { RUNTIME_TABLES } from '@anliu/engine-kernel';
import type { RuntimeKind } from '@anliu/engine-kernel';
import type { EmbeddedEngine } from '@anliu/engine-embedded';

const KINDS = Object.keys(RUNTIME_TABLES) as RuntimeKind[];

type Picture = Record<string, readonly unknown[]>;

function fromMemory({ core }: EmbeddedEngine, id: string): Picture {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, [...core.state.store.ofInstance(kind, id)].sort((a, b) => (a.id < b.id ? -1 : 1))]),
  );
}

function fromDisk({ core }: EmbeddedEngine, id: string): Picture {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, core.rows.where(kind, 'process_instance_id = ? ORDER BY id', id)]),
  );
}

/** The rows of every running instance in memory and on disk, to be compared: they must be equal after every commit. */
export function memoryAndDisk(engine: EmbeddedEngine): { id: string; memory: Picture; disk: Picture }[] {
  const { core } = engine;
  return core.rows
    .where('execution', "kind = 'instance' ORDER BY id")
    .filter(({ id }) => core.state.isHot(id))
    .map(({ id }) => ({ id, memory: fromMemory(engine, id), disk: fromDisk(engine, id) }));
}

/** Forgets everything in memory, so that the next command works on what was written. */
export function forgetMemory({ core }: EmbeddedEngine): void {
  core.state.reset();
}
