// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- so that packages importing the sources see these types
/// <reference path="./mongoose-internals.d.ts" />
import mongoose from 'mongoose';
import MongooseConnection from 'mongoose/lib/connection.js';
import { notSupported } from '../errors.js';
import { BulkWriteResult } from './bulk.js';
import { SqliteCollection } from './collection.js';
import { SqliteStore } from './store.js';

/** mongoose's connection to one SQLite file. The URI is the file's path. */
class SqliteConnection extends MongooseConnection {
  async createClient(file: string): Promise<this> {
    this.readyState = mongoose.ConnectionStates.connecting;
    this._connectionString = file;
    try {
      const store = new SqliteStore(file);
      this.db = store;
      this.client = { startSession: () => refuseSession(), withSession: () => refuseSession() };
      this.name = store.databaseName;
      this.host = 'localhost';
    } catch (error) {
      this.readyState = mongoose.ConnectionStates.disconnected;
      throw error;
    }
    this.onOpen();
    return this;
  }

  async doClose(): Promise<this> {
    if (this.db instanceof SqliteStore) this.db.close();
    return this;
  }

  useDb(): never {
    throw notSupported('useDb');
  }
}

function refuseSession(): never {
  throw notSupported('a session (multi-document transaction)');
}

/** What `mongoose.setDriver` takes. */
export const sqliteDriver = {
  Connection: SqliteConnection,
  Collection: SqliteCollection,
  BulkWriteResult,
  plugins: [],
};
