import type { Context } from '../state/context.js';
import type { StoredValue } from './stored-value.js';

type Kept = Omit<StoredValue, 'bytesValue'> & { readonly name: string; readonly bytes: string | null };

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));

/** Keeps in history what an instance was started with, so that it can be started with it again. */
export function keepInitialVariables(ctx: Context, instanceId: string): void {
  const initialVariables = ctx.store
    .owned('variable', instanceId)
    .map(({ name, type, textValue, numberValue, bytesValue, valueInfo }): Kept => {
      const bytes = bytesValue === null ? null : toBase64(bytesValue);
      return { name, type, textValue, numberValue, valueInfo, bytes };
    });
  if (initialVariables.length === 0) return;
  ctx.outbox.history.push({
    op: 'update',
    kind: 'historicProcessInstance',
    id: instanceId,
    columns: { initialVariables },
  });
}

/** What {@link keepInitialVariables} kept. */
export const initialVariablesOf = (kept: unknown): Map<string, StoredValue> =>
  new Map(
    ((kept ?? []) as readonly Kept[]).map(({ name, bytes, ...value }) => [
      name,
      { ...value, bytesValue: bytes === null ? null : fromBase64(bytes) },
    ]),
  );
