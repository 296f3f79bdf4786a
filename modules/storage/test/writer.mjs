// A process that writes until it is killed: prints the number of each write after it was acknowledged.
import mongoose from 'mongoose';
import { connect } from '../dist/index.js';

const storage = await connect(process.argv[2]);
const schema = new mongoose.Schema(
  { _id: Number, lane: { type: Number, index: true }, tags: { type: [String], index: true } },
  { versionKey: false },
);
const Entry = storage.model('Entry', schema);
await storage.ready();
let next = (await Entry.countDocuments({})) + 1;
const lane = async (number) => {
  for (;;) {
    const _id = next++;
    await Entry.create({ _id, lane: number, tags: [`t${_id % 5}`, `l${number}`] });
    process.stdout.write(`${_id}\n`);
  }
};
await Promise.all([0, 1, 2, 3].map(lane));
