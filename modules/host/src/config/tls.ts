import fs from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface TlsFiles {
  readonly key: string;
  readonly cert: string;
}

/**
 * Reads a private key and its certificate (with the chain), both PEM.
 * @throws with the file and what is wrong: missing, unreadable, encrypted, or a pair that does not belong together
 */
export function readTls({ key, cert }: TlsFiles): { key: Buffer; cert: Buffer } {
  const read = (file: string, what: string): Buffer => {
    try {
      return fs.readFileSync(file);
    } catch (error) {
      throw new Error(`--tls：无法读取${what} ${file}：${(error as NodeJS.ErrnoException).code ?? String(error)}`, {
        cause: error,
      });
    }
  };
  const pair = { key: read(key, '私钥'), cert: read(cert, '证书') };
  try {
    createSecureContext({ ...pair, minVersion: 'TLSv1.2' });
  } catch (error) {
    throw new Error(
      `--tls：私钥 ${key} 与证书 ${cert} 不能使用（须为未加密的 PEM，且私钥与证书配对）：${(error as Error).message}`,
      { cause: error },
    );
  }
  return pair;
}
