import fs from 'node:fs';
import path from 'node:path';
import { describeFiles, MANIFEST, readManifest, type BackupManifest } from './backup.js';
import { DATA_FORMAT } from './common-mark.js';
import { DataFolderError, dataNewer } from './data-folder-error.js';
import { lockDataFolder } from './data-lock.js';

/**
 * Puts a backup in the place of a data folder; what was there is moved aside and named in the answer. The backup is checked first: a
 * file that is missing or changed stops it before anything is touched.
 * @throws DataFolderError, DataFolderInUseError when a server uses the folder
 */
export async function restoreBackup(
  backup: string,
  dataDir: string,
): Promise<{ manifest: BackupManifest; aside: string | undefined }> {
  const manifest = await checkedManifest(backup);
  const target = path.resolve(dataDir);
  let aside: string | undefined;
  if (fs.existsSync(target) && fs.readdirSync(target).length > 0) {
    lockDataFolder(target).release();
    aside = `${target}.before-restore-${Date.now()}`;
    fs.renameSync(target, aside);
  }
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  await fs.promises.cp(backup, target, { recursive: true, filter: (name) => path.basename(name) !== MANIFEST });
  for (const { name } of manifest.files) fs.chmodSync(path.join(target, name), 0o600);
  return { manifest, aside };
}

async function checkedManifest(backup: string): Promise<BackupManifest> {
  if (!fs.existsSync(path.join(backup, MANIFEST)))
    throw new DataFolderError('BACKUP', `${backup} 不是完整的备份：没有 ${MANIFEST}。请选择另一个备份目录。`);
  const manifest = readManifest(backup);
  if (manifest.format > DATA_FORMAT) throw dataNewer(manifest.format, DATA_FORMAT);
  const found = new Map((await describeFiles(backup)).map((file) => [file.name, file.sha256]));
  for (const { name, sha256 } of manifest.files) {
    if (found.get(name) === undefined)
      throw new DataFolderError('BACKUP', `备份不完整：缺少 ${name}。请选择另一个备份。`);
    if (found.get(name) !== sha256)
      throw new DataFolderError('BACKUP', `备份中的 ${name} 已损坏（内容与备份时不符）。请选择另一个备份。`);
  }
  return manifest;
}
