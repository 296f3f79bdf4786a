/** Plain data: an object literal or one without prototype. Instances of classes are not data. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** The value of an own data property. Getters and inherited names do not exist for expressions. */
export function ownValue(target: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  return descriptor && 'value' in descriptor ? (descriptor.value as unknown) : undefined;
}
