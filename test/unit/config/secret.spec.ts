import { format, inspect } from 'node:util';
import { Secret } from '../../../src/config/secret';

describe('Secret', () => {
  const secret = new Secret('hush');

  it('gives its value only when asked by name', () => {
    expect(secret.reveal()).toBe('hush');
  });

  it.each([
    ['String()', () => String(secret)],
    ['a template', () => [secret].join()],
    ['JSON', () => JSON.stringify({ secret })],
    ['inspect', () => inspect({ secret }, { showHidden: true, depth: 9 })],
    ['%s', () => format('%s %o %j', secret, secret, secret)],
    ['its properties', () => JSON.stringify(Object.entries(secret))],
  ])('is not printed by %s', (_, print) => {
    expect(print()).not.toContain('hush');
  });
});
