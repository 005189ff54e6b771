import { SealingKey } from '../../../src/cache/sealing-key';
import { Secret } from '../../../src/config/secret';
import { parseAppId } from '../../../src/identifiers/guid';
import { APP_ID, given } from '../../support/app-config';

const OTHER_APP_ID = given(parseAppId('99999999-9999-4999-8999-999999999999'));
const keyOf = (appId = APP_ID, secret = 'secret') => new SealingKey(appId, new Secret(secret));

describe('a name', () => {
  it('is the same in every process of the app, and shows nothing of its subject', () => {
    const name = keyOf().name('verdict', 'OauthNG.JWS.token');
    expect(keyOf().name('verdict', 'OauthNG.JWS.token')).toBe(name);
    expect(name).toMatch(/^liftgate:verdict:[A-Za-z0-9_-]{43}$/);
    expect(name).not.toContain('Oauth');
  });

  it('differs by subject, kind, app and secret', () => {
    const names = [
      keyOf().name('verdict', 'a'),
      keyOf().name('verdict', 'b'),
      keyOf().name('app-token', 'a').replace('app-token', 'verdict'),
      keyOf(OTHER_APP_ID).name('verdict', 'a'),
      keyOf(APP_ID, 'other').name('verdict', 'a'),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a sealed text', () => {
  const sealed = keyOf().seal('name', 'the text');

  it('can be opened by every process of the app', () => {
    expect(keyOf().open('name', sealed)).toBe('the text');
    expect(keyOf().open('name', keyOf().seal('name', ''))).toBe('');
  });

  it('never looks the same twice, and does not show the text', () => {
    expect(keyOf().seal('name', 'the text').equals(sealed)).toBe(false);
    expect(sealed.includes('text')).toBe(false);
  });

  it.each([
    ['another name', keyOf(), 'name2'],
    ["another app's key", keyOf(OTHER_APP_ID), 'name'],
    ["another secret's key", keyOf(APP_ID, 'other'), 'name'],
  ])('is worth nothing with %s', (_, key, name) => {
    expect(key.open(name, sealed)).toBeUndefined();
  });

  it('is worth nothing when a byte was changed, taken away or added', () => {
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed.writeUInt8(changed.readUInt8(index) ^ 0x80, index);
      expect(keyOf().open('name', changed)).toBeUndefined();
      expect(keyOf().open('name', sealed.subarray(0, index))).toBeUndefined();
    }
    expect(keyOf().open('name', Buffer.concat([sealed, Buffer.alloc(1)]))).toBeUndefined();
  });
});
