// The two abstract classes every mongoose driver extends (mongoose/lib/drivers/SPEC.md); mongoose ships no types for them.
declare module 'mongoose/lib/connection.js' {
  import type { Mongoose } from 'mongoose';
  export default class MongooseConnection {
    constructor(base: Mongoose);
    db: unknown;
    client: unknown;
    host: string;
    name: string;
    readyState: number;
    otherDbs: unknown[];
    _connectionString: string;
    onOpen(): void;
  }
}

declare module 'mongoose/lib/collection.js' {
  export default class MongooseCollection {
    constructor(name: string, connection: unknown, options?: Record<string, unknown>);
    readonly name: string;
    readonly conn: { db?: unknown; readyState: number };
    buffer: boolean;
    onOpen(): void;
    onClose(force?: boolean): void;
  }
}
