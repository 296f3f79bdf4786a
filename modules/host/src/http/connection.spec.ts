import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Connections, isProxyAddress, type ProxyTrust } from './connection.js';

const connection = (trust: ProxyTrust, peer: string, headers: Record<string, string> = {}) =>
  new Connections(trust).of({ socket: { remoteAddress: peer }, headers } as unknown as IncomingMessage);
const ipOf = (trust: ProxyTrust, peer: string, forwarded: string): string =>
  connection(trust, peer, { 'x-forwarded-for': forwarded }).ip;

describe('where a request comes from', () => {
  it('is the other end of the line when no proxy is believed, whatever the header says', () => {
    expect(ipOf(0, '10.0.0.9', '1.2.3.4')).toBe('10.0.0.9');
    expect(ipOf([], '10.0.0.9', '1.2.3.4')).toBe('10.0.0.9');
    expect(connection(0, '10.0.0.9', { 'x-forwarded-proto': 'https' }).secure).toBe(false);
  });

  it('is the address the counted proxies saw, and not one a stranger wrote in front of it', () => {
    expect(ipOf(1, '10.0.0.9', '1.2.3.4')).toBe('1.2.3.4');
    expect(ipOf(1, '10.0.0.9', '127.0.0.1, 6.6.6.6, 1.2.3.4')).toBe('1.2.3.4');
    expect(ipOf(2, '10.0.0.9', '6.6.6.6, 1.2.3.4, 10.0.0.8')).toBe('1.2.3.4');
    expect(ipOf(2, '10.0.0.9', '1.2.3.4')).toBe('1.2.3.4');
    expect(ipOf(1, '10.0.0.9', 'nonsense')).toBe('10.0.0.9');
  });

  it('is the first address that is not one of the named proxies', () => {
    const proxies = ['10.0.0.0/24', 'fd00::1'];
    expect(ipOf(proxies, '10.0.0.9', '6.6.6.6, 1.2.3.4, 10.0.0.8')).toBe('1.2.3.4');
    expect(ipOf(proxies, '::ffff:10.0.0.9', '1.2.3.4:5678')).toBe('1.2.3.4');
    expect(ipOf(proxies, 'fd00::1', '[2001:db8::7]:443')).toBe('2001:db8::7');
    // Somebody who reaches the server past the proxy is believed nothing.
    expect(ipOf(proxies, '192.168.1.5', '1.2.3.4')).toBe('192.168.1.5');
    expect(connection(proxies, '192.168.1.5', { 'x-forwarded-proto': 'https' }).secure).toBe(false);
    expect(connection(proxies, '10.0.0.9', { 'x-forwarded-proto': 'https' }).secure).toBe(true);
  });

  it('is told apart as an address or a network', () => {
    expect(['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'].every(isProxyAddress)).toBe(true);
    expect(['proxy.local', '10.0.0.0/33', '10.0.0', '10.0.0.0/8/8', ''].some(isProxyAddress)).toBe(false);
  });

  it('within the machine needs no encryption, beyond it does', () => {
    expect(connection(0, '127.0.0.1').encrypted).toBe(true);
    expect(connection(0, '10.1.1.1').encrypted).toBe(false);
    expect(connection(1, '127.0.0.1', { 'x-forwarded-for': '1.2.3.4' }).encrypted).toBe(false);
  });
});
