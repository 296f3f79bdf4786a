import { BlockList, isIP, isIPv4 } from 'node:net';
import type { IncomingMessage } from 'node:http';

/**
 * Whose `X-Forwarded-*` is believed: a number of proxies in front (each adds one address), or their addresses and networks
 * (`10.0.0.0/8`). Nobody's by default: the header is otherwise what a stranger writes into it.
 */
export type ProxyTrust = number | readonly string[];

/** Proxies in front of one another that a setting may count. */
export const MAX_HOPS = 10;

export interface Connection {
  /** Where the request comes from, as far as it can be known. */
  readonly ip: string;
  /** The browser speaks https, to this server or to a proxy that is believed. */
  readonly secure: boolean;
  /** Nobody on the way can read along: https, or a connection within this machine. */
  readonly encrypted: boolean;
  /** A proxy that is believed stands in front. */
  readonly behindProxy: boolean;
}

/** Whether an entry of `trustProxy` is an address or a network. */
export function isProxyAddress(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const kind = isIP(address);
  if (!kind || rest.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}

/** Reads connections with one setting of trust. Kept here: it is a walk over a list, and what may not be believed is ours to say. */
export class Connections {
  readonly #hops: number;
  readonly #proxies: BlockList | undefined;

  constructor(trust: ProxyTrust) {
    this.#hops = typeof trust === 'number' ? trust : 0;
    if (typeof trust === 'number' || trust.length === 0) return;
    this.#proxies = new BlockList();
    for (const entry of trust) {
      const [address = '', bits] = entry.split('/');
      const family = isIPv4(address) ? 'ipv4' : 'ipv6';
      if (bits === undefined) this.#proxies.addAddress(address, family);
      else this.#proxies.addSubnet(address, Number(bits), family);
    }
  }

  of(request: IncomingMessage): Connection {
    const peer = plain(request.socket.remoteAddress ?? '');
    const forwarded = listOf(request.headers['x-forwarded-for']).map(plain).reverse();
    const direct = 'encrypted' in request.socket && request.socket.encrypted === true;
    const believed = this.#hops > 0 || (this.#proxies !== undefined && this.#isProxy(peer));
    if (!believed) return { ip: peer, secure: direct, encrypted: direct || isLoopback(peer), behindProxy: false };
    const chain = [peer, ...forwarded];
    let at = 0;
    // Each proxy vouches for the address before its own; the first that is no proxy of ours vouches for nothing.
    while (at + 1 < chain.length && isIP(chain[at + 1] ?? '') && this.#vouches(chain[at] ?? '', at)) at += 1;
    const protocols = listOf(request.headers['x-forwarded-proto']);
    const protocol = protocols[Math.max(0, protocols.length - Math.max(at, 1))] ?? '';
    const secure = direct || protocol.toLowerCase() === 'https';
    return { ip: chain[at] ?? peer, secure, encrypted: secure, behindProxy: true };
  }

  #vouches(address: string, at: number): boolean {
    return this.#hops > 0 ? at < this.#hops : this.#isProxy(address);
  }

  #isProxy(address: string): boolean {
    const kind = isIP(address);
    return kind !== 0 && this.#proxies !== undefined && this.#proxies.check(address, kind === 4 ? 'ipv4' : 'ipv6');
  }
}

const listOf = (header: string | string[] | undefined): string[] =>
  (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** IPv4 addresses as IPv4, however the socket or a proxy shows them; without port and brackets. */
const plain = (ip: string): string =>
  ip
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');

const isLoopback = (ip: string): boolean => ip === '::1' || ip.startsWith('127.');
