/** Names that mean something to every object of JavaScript: as a key of what is sent, or as a name in a path, they are refused. */
export const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
