/*
 * Java's object serialization (Java Object Serialization Specification, 6.4), as far as the values of input and output
 * parameters and the results of decisions need it: what Camunda writes for a list or map, so that a Java client reads it.
 */

/** A value whose Java type is known. */
export type JavaValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer' | 'double'; readonly value: number }
  | { readonly kind: 'long'; readonly value: number | bigint }
  | { readonly kind: 'list'; readonly items: readonly JavaValue[] }
  | { readonly kind: 'emptyList' }
  | { readonly kind: 'date'; readonly value: number }
  /** `map` is a TreeMap; the keys of several HashMaps are the same strings. */
  | { readonly kind: 'map' | 'hashMap'; readonly entries: readonly (readonly [string, JavaValue])[] };

interface ClassDescription {
  readonly name: string;
  readonly version: bigint;
  /** Writes its own data after its fields. */
  readonly custom: boolean;
  /** Type code, name and, of an object, its type. */
  readonly fields: readonly (readonly [string, string, string?])[];
  readonly parent?: ClassDescription;
}

const NUMBER: ClassDescription = { name: 'java.lang.Number', version: 0x86ac951d0b94e08bn, custom: false, fields: [] };
const boxed = (name: string, version: bigint, code: string, parent?: ClassDescription): ClassDescription => ({
  name: `java.lang.${name}`,
  version,
  custom: false,
  fields: [[code, 'value']],
  ...(parent ? { parent } : {}),
});
const CLASSES = {
  integer: boxed('Integer', 0x12e2a0a4f7818738n, 'I', NUMBER),
  long: boxed('Long', 0x3b8be490cc8f23dfn, 'J', NUMBER),
  double: boxed('Double', 0x80b3c24a296bfb04n, 'D', NUMBER),
  boolean: boxed('Boolean', 0xcd207280d59cfaeen, 'Z'),
  list: { name: 'java.util.ArrayList', version: 0x7881d21d99c7619dn, custom: true, fields: [['I', 'size']] },
  emptyList: { name: 'java.util.Collections$EmptyList', version: 0x7ab817b43ca79eden, custom: false, fields: [] },
  date: { name: 'java.util.Date', version: 0x686a81014b597419n, custom: true, fields: [] },
  hashMap: {
    name: 'java.util.HashMap',
    version: 0x0507dac1c31660d1n,
    custom: true,
    fields: [
      ['F', 'loadFactor'],
      ['I', 'threshold'],
    ],
  },
  map: {
    name: 'java.util.TreeMap',
    version: 0x0cc1f63e2d256ae6n,
    custom: true,
    fields: [['L', 'comparator', 'Ljava/util/Comparator;']],
  },
} as const satisfies Record<string, ClassDescription>;

const NULL = 0x70;
const REFERENCE = 0x71;
const CLASS_DESCRIPTION = 0x72;
const OBJECT = 0x73;
const STRING = 0x74;
const BLOCK_DATA = 0x77;
const END_BLOCK_DATA = 0x78;
const LONG_STRING = 0x7c;
const FIRST_HANDLE = 0x7e0000;

class ObjectStream {
  readonly #bytes: number[] = [0xac, 0xed, 0, 5];
  readonly #classes = new Map<ClassDescription, number>();
  readonly #keys = new Map<string, number>();
  readonly #encoder = new TextEncoder();
  #handles = 0;

  get bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  write(value: JavaValue): void {
    if (value.kind === 'null') this.#byte(NULL);
    else if (value.kind === 'string') this.#string(value.value);
    else this.#object(value);
  }

  #object(value: Exclude<JavaValue, { kind: 'null' | 'string' }>): void {
    this.#byte(OBJECT);
    this.#describe(CLASSES[value.kind]);
    this.#handles++;
    switch (value.kind) {
      case 'integer':
        return this.#int(value.value);
      case 'long':
        return this.#long(typeof value.value === 'bigint' ? value.value : BigInt(Math.trunc(value.value)));
      case 'double':
        return this.#double(value.value);
      case 'boolean':
        return this.#byte(value.value ? 1 : 0);
      case 'list':
        this.#int(value.items.length);
        this.#block(value.items.length);
        for (const item of value.items) this.write(item);
        return this.#byte(END_BLOCK_DATA);
      case 'emptyList':
        return;
      case 'date':
        this.#byte(BLOCK_DATA);
        this.#byte(8);
        this.#long(BigInt(value.value));
        return this.#byte(END_BLOCK_DATA);
      case 'hashMap':
        return this.#hashMap(value.entries);
      case 'map':
        this.#byte(NULL);
        this.#block(value.entries.length);
        for (const [key, entry] of [...value.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
          this.#string(key);
          this.write(entry);
        }
        return this.#byte(END_BLOCK_DATA);
    }
  }

  #hashMap(entries: readonly (readonly [string, JavaValue])[]): void {
    const buckets = bucketsFor(entries.length);
    this.#float(LOAD_FACTOR);
    this.#int(entries.length === 0 ? 0 : buckets * LOAD_FACTOR);
    this.#byte(BLOCK_DATA);
    this.#byte(8);
    this.#int(buckets);
    this.#int(entries.length);
    for (const [key, entry] of [...entries].sort(([a], [b]) => bucketOf(a, buckets) - bucketOf(b, buckets))) {
      this.#key(key);
      this.write(entry);
    }
    this.#byte(END_BLOCK_DATA);
  }

  #key(key: string): void {
    const known = this.#keys.get(key);
    if (known === undefined) {
      this.#keys.set(key, this.#handles);
      this.#string(key);
      return;
    }
    this.#byte(REFERENCE);
    this.#int(FIRST_HANDLE + known);
  }

  #describe(description: ClassDescription | undefined): void {
    if (!description) return this.#byte(NULL);
    const known = this.#classes.get(description);
    if (known !== undefined) {
      this.#byte(REFERENCE);
      this.#int(FIRST_HANDLE + known);
      return;
    }
    this.#byte(CLASS_DESCRIPTION);
    this.#text(description.name);
    this.#long(description.version);
    this.#classes.set(description, this.#handles++);
    this.#byte(description.custom ? 3 : 2);
    this.#short(description.fields.length);
    for (const [code, name, type] of description.fields) {
      this.#byte(code.charCodeAt(0));
      this.#text(name);
      if (type !== undefined) this.#string(type);
    }
    this.#byte(END_BLOCK_DATA);
    this.#describe(description.parent);
  }

  /** A string as an object; equal strings are not shared. */
  #string(value: string): void {
    this.#handles++;
    const length = this.#encoder.encode(value).length;
    if (length > 0xffff) {
      this.#byte(LONG_STRING);
      this.#long(BigInt(length));
      this.#bytes.push(...this.#encoder.encode(value));
      return;
    }
    this.#byte(STRING);
    this.#text(value);
  }

  #text(value: string): void {
    const encoded = this.#encoder.encode(value);
    this.#short(encoded.length);
    for (const byte of encoded) this.#bytes.push(byte);
  }

  #block(size: number): void {
    this.#byte(BLOCK_DATA);
    this.#byte(4);
    this.#int(size);
  }

  #byte(value: number): void {
    this.#bytes.push(value & 0xff);
  }

  #short(value: number): void {
    this.#bytes.push((value >> 8) & 0xff, value & 0xff);
  }

  #int(value: number): void {
    this.#short(value >> 16);
    this.#short(value);
  }

  #long(value: bigint): void {
    for (let shift = 56n; shift >= 0n; shift -= 8n) this.#bytes.push(Number((value >> shift) & 0xffn));
  }

  #float(value: number): void {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    for (let i = 0; i < 4; i++) this.#bytes.push(view.getUint8(i));
  }

  #double(value: number): void {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value);
    for (let i = 0; i < 8; i++) this.#bytes.push(view.getUint8(i));
  }
}

const LOAD_FACTOR = 0.75;

/** The table of a HashMap that grew by single puts: doubled whenever it is fuller than its load factor. */
function bucketsFor(size: number): number {
  let buckets = 16;
  while (size > buckets * LOAD_FACTOR) buckets *= 2;
  return buckets;
}

function bucketOf(key: string, buckets: number): number {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (Math.imul(31, hash) + key.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 16)) & (buckets - 1);
}

/** The bytes Java writes for a value. */
export function javaSerialize(value: JavaValue): Uint8Array {
  const stream = new ObjectStream();
  stream.write(value);
  return stream.bytes;
}
