import { parseArgs } from 'node:util';
import type { TlsFiles } from './config/tls.js';
import type { HostConfig } from './host.js';

export const USAGE = `node modules/host/dist/main.js [--port 8080] [--data ./data] [--host 127.0.0.1] [--virtual-clock] [--empty] [--tls KEY.pem,CERT.pem] [--accept-audit-gap] [--audit-anchor FILE]`;

/** @throws with a sentence for an option that is unknown or malformed */
export function parseOptions(argv: readonly string[]): HostConfig {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '8080' },
      data: { type: 'string', default: './data' },
      host: { type: 'string', default: '127.0.0.1' },
      empty: { type: 'boolean', default: false },
      tls: { type: 'string' },
      'virtual-clock': { type: 'boolean', default: false },
      'audit-anchor': { type: 'string' },
      'accept-audit-gap': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port 须为 0–65535 的整数，现在是“${values.port}”。`);
  return {
    port,
    dataDir: values.data,
    host: values.host,
    virtualClock: values['virtual-clock'],
    acceptAuditGap: values['accept-audit-gap'],
    empty: values.empty,
    ...(values['audit-anchor'] === undefined ? {} : { auditAnchor: values['audit-anchor'] }),
    ...(values.tls === undefined ? {} : { tls: tlsOf(values.tls) }),
  };
}

function tlsOf(text: string): TlsFiles {
  const [key, cert, ...rest] = text.split(',').map((part) => part.trim());
  if (!key || !cert || rest.length) throw new Error(`--tls 须为“私钥文件,证书文件”，现在是“${text}”。`);
  return { key, cert };
}
