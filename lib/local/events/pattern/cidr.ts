import { BlockList, isIP } from 'node:net';
import { InvalidEventPatternError } from './invalid-event-pattern-error';
import type { ValueTest } from './value-test';

/** `{"cidr": "10.0.0.0/24"}`, for IPv4 and IPv6. */
export function cidr(argument: unknown): ValueTest {
  const [network = '', bits = ''] = typeof argument === 'string' ? argument.split('/') : [];
  const family = isIP(network);
  const length = /^\d+$/.test(bits) ? Number(bits) : Number.NaN;
  if (family === 0 || !(length <= (family === 4 ? 32 : 128))) {
    throw new InvalidEventPatternError(`Malformed CIDR, one '/' required: ${String(argument)}`);
  }
  const block = new BlockList();
  block.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');
  return (value) =>
    typeof value === 'string' && isIP(value) === family && block.check(value, family === 4 ? 'ipv4' : 'ipv6');
}
