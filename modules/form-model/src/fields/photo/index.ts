import { fileKind, type FileFieldOf } from '../shared/files.js';

export type PhotoField = FileFieldOf<'photo'>;
export const photo = fileKind('photo', ['照片', 'photos']);
