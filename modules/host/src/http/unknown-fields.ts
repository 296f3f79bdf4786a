/**
 * Paths that are in what was sent but not in what the schema let through: nothing is dropped silently. Where a schema changed
 * the kind of a value, that value is the schema's business and not looked into.
 */
export function unknownFields(sent: unknown, accepted: unknown, path = ''): string[] {
  if (Array.isArray(sent) && Array.isArray(accepted)) {
    return sent.flatMap((item, index) => unknownFields(item, accepted[index], join(path, String(index))));
  }
  if (!isRecord(sent) || !isRecord(accepted)) return [];
  return Object.keys(sent).flatMap((key) =>
    Object.hasOwn(accepted, key)
      ? unknownFields(sent[key], accepted[key], join(path, key))
      : sent[key] === undefined
        ? []
        : [join(path, key)],
  );
}

const join = (path: string, key: string): string => (path ? `${path}.${key}` : key);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
