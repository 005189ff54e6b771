import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { configOf, mistakesOf } from './environment.fixture';

const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const spki = (key: ReturnType<typeof createPublicKey>) => key.export({ type: 'spki', format: 'pem' }).toString();

const current = rsa(2048);
const previous = rsa(2048);
const pem = spki(current.publicKey);
const previousPem = spki(previous.publicKey);
const base64 = Buffer.from(pem).toString('base64');

const keysOf = (text: string) => configOf({ WIX_APP_PUBLIC_KEY: text }).app.publicKeys;

describe('WIX_APP_PUBLIC_KEY', () => {
  it.each([
    ['PEM', pem],
    ['PEM without its last line end', pem.trim()],
    ['PEM with carriage returns', pem.replaceAll('\n', '\r\n')],
    ['PEM with literal \\n', pem.replaceAll('\n', '\\n')],
    ['PEM with literal \\r\\n', pem.replaceAll('\n', '\\r\\n')],
    ['base64 of PEM', base64],
    ['base64 of PEM in lines', base64.replaceAll(/.{76}/g, '$&\n')],
    ['base64url of PEM', Buffer.from(pem).toString('base64url')],
    ['base64 of PEM with literal \\n', Buffer.from(pem.replaceAll('\n', '\\n')).toString('base64')],
    ['PKCS#1 PEM', current.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
  ])('reads %s as the same SPKI PEM', (_, text) => {
    expect(keysOf(text)).toEqual([pem]);
  });

  it('reads two keys, the current one first, each in its own form', () => {
    expect(keysOf(`${base64}, ${previousPem.replaceAll('\n', '\\n')}`)).toEqual([pem, previousPem]);
    expect(keysOf(`${pem},${previousPem}`)).toEqual([pem, previousPem]);
  });

  it.each([
    ['three keys', `${base64},${base64},${base64}`],
    ['a key and nothing', `${base64},`],
    ['a key and junk', `${base64},junk`],
    ['a damaged key', pem.replace(/[A-Za-z0-9]{20}/, '')],
    ['an RSA key of 1024 bits', spki(rsa(1024).publicKey)],
    ['an RSA-PSS key', spki(generateKeyPairSync('rsa-pss', { modulusLength: 2048 }).publicKey)],
    ['an EC key', spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)],
    ['an Ed25519 key', spki(generateKeyPairSync('ed25519').publicKey)],
    ['DER without PEM', current.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')],
    ['the private key', current.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()],
    [
      'a public key followed by the private one',
      pem + current.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ],
  ])('refuses %s', (_, text) => {
    expect(mistakesOf({ WIX_APP_PUBLIC_KEY: text })).toEqual([
      expect.stringMatching(/^WIX_APP_PUBLIC_KEY: expected one or two RSA public keys of at least 2048 bits/),
    ]);
  });
});
