import { CONFIG_FILE } from '../config/installation.js';

/** The data folder does not open as it is; the message says which part and what to do. */
export class DataFolderError extends Error {
  readonly code: 'PART_MISSING' | 'PART_FOREIGN' | 'PART_OLDER' | 'DATA_NEWER' | 'PART_DAMAGED' | 'BACKUP';
  constructor(code: DataFolderError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataFolderError';
    this.code = code;
  }
}

const WAY_BACK =
  '请停止服务，用 npm run restore -- --from 备份目录 --data 数据目录 恢复整个数据目录；不要只替换其中一个文件。\n' +
  'Restore the whole data folder from a backup: npm run restore -- --from BACKUP --data FOLDER.';

export const partMissing = (part: string): DataFolderError =>
  new DataFolderError(
    'PART_MISSING',
    `数据目录不完整：缺少 ${part}（${CONFIG_FILE}、数据库、引擎文件和附件须在一起）。${WAY_BACK}`,
  );

export const partForeign = (part: string): DataFolderError =>
  new DataFolderError('PART_FOREIGN', `${part} 属于另一个安装，不能与其他部分一起使用。${WAY_BACK}`);

export const partOlder = (part: string, mark: number, newest: number): DataFolderError =>
  new DataFolderError(
    'PART_OLDER',
    `${part} 比其他部分旧（提交标记 ${mark}，其他部分 ${newest}），可能是单独从旧备份拷回的。${WAY_BACK}`,
  );

export const partDamaged = (part: string, cause: unknown): DataFolderError =>
  new DataFolderError('PART_DAMAGED', `文件 ${part} 已损坏，无法读取。${WAY_BACK}`, { cause });

export const dataNewer = (format: number, known: number): DataFolderError =>
  new DataFolderError(
    'DATA_NEWER',
    `数据由更新版本的程序写入（格式 ${format}，当前程序只支持到 ${known}），请使用写入它的版本或更新的版本。\n` +
      `The data was written by newer software (format ${format}; this one knows ${known}). Use that version or a newer one.`,
  );
