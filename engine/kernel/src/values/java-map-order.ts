const INITIAL_BUCKETS = 16;
const LOAD_FACTOR = 0.75;

/**
 * Distinct keys in the order in which a Java `HashMap` hands them out. Camunda keeps the event declarations of a scope in
 * one, so this is the order in which a scope looks at its conditions: visible when two hold at once and one interrupts.
 */
export function javaMapOrder(keys: readonly string[]): string[] {
  let buckets = INITIAL_BUCKETS;
  while (keys.length > buckets * LOAD_FACTOR) buckets *= 2;
  const bucketOf = (key: string): number => {
    const hash = hashCode(key);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  // Sorting is stable: keys of one bucket stay in the order in which they were put.
  return keys
    .map((key) => ({ key, bucket: bucketOf(key) }))
    .sort((a, b) => a.bucket - b.bucket)
    .map(({ key }) => key);
}

/** `String.hashCode` of the Java language. */
function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
