import { fileKind, type FileFieldOf } from '../shared/files.js';

export type AttachmentField = FileFieldOf<'file'>;
export const file = fileKind('file', ['附件', 'files']);
