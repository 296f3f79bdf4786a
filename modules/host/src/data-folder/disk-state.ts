import { AppError, diskProblem } from '@anliu/kit';

/** Milliseconds between two tries to write again after the disk was full. */
export const TRY_AGAIN_MS = 2_000;

/**
 * Whether the data can be written and read. Set by the first request that met a full disk, lifted by the first write that succeeds:
 * nobody has to restart anything. A damaged file stays.
 */
export class DiskState {
  #full = false;
  #damaged = false;
  #triedAt = 0;
  readonly #write: () => Promise<unknown>;
  readonly #now: () => number;

  /** `write`: tries to write something to every store. */
  constructor(write: () => Promise<unknown>, now: () => number = Date.now) {
    this.#write = write;
    this.#now = now;
  }

  /** What to answer instead, when the disk is behind an error. */
  explain(error: unknown): AppError | undefined {
    const problem = diskProblem(error);
    if (problem === 'damaged') {
      this.#damaged = true;
      return new AppError(503, 'STORE_DAMAGED', '数据文件已损坏，请系统管理员停止服务并从备份恢复，不要继续录入。', {
        cause: error,
      });
    }
    if (problem !== 'full') return undefined;
    this.#full = true;
    return new AppError(
      503,
      'STORE_FULL',
      '服务器磁盘已满，本次办理没有保存，已填内容请勿关闭；请系统管理员清理磁盘后重试。',
      {
        cause: error,
      },
    );
  }

  /** Why the server is not ready; tries to write again when it was full. */
  async problem(): Promise<'store-full' | 'store-damaged' | undefined> {
    if (this.#damaged) return 'store-damaged';
    if (!this.#full) return undefined;
    if (this.#now() - this.#triedAt >= TRY_AGAIN_MS) {
      this.#triedAt = this.#now();
      this.#full = await this.#write().then(
        () => false,
        () => true,
      );
    }
    return this.#full ? 'store-full' : undefined;
  }
}
