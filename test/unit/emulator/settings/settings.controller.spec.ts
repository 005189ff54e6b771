import { EmulatorFixture } from '../emulator.fixture';

describe('/_emulator/settings', () => {
  let emulator: EmulatorFixture;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterEach(() => emulator.close());

  it('names every open answer with its value, variants and meaning', async () => {
    const { body } = await emulator.http.get('/_emulator/settings').expect(200);
    for (const [name, setting] of Object.entries<Record<string, unknown>>(body)) {
      expect([name, Object.keys(setting).sort()]).toEqual([name, ['about', 'value', 'variants']]);
    }
    expect(body.tokenInfoForInvalidToken).toMatchObject({ value: 'inactive' });
    expect(body.tokenInfoForInvalidToken.variants).toEqual(expect.arrayContaining(['missingFields', 400, 401]));
    expect(body.clockOffsetSeconds).toMatchObject({ value: 0, variants: [0, 120, -120] });
  });

  it('takes every variant that it names', async () => {
    const { body } = await emulator.http.get('/_emulator/settings');
    for (const [name, { variants }] of Object.entries<{ variants: unknown[] }>(body)) {
      for (const variant of variants) {
        const answer = await emulator.http
          .patch('/_emulator/settings')
          .send({ [name]: variant })
          .expect(200);
        expect([name, answer.body[name].value]).toEqual([name, variant]);
      }
    }
  });

  it('changes settings and answers all of them', async () => {
    const changes = { wrongSecretStatus: '400', rateLimit: true, clockOffsetSeconds: -60 };
    const { body } = await emulator.http.patch('/_emulator/settings').send(changes).expect(200);
    // The variant itself, not the text that named it.
    expect(body.wrongSecretStatus.value).toBe(400);
    expect(body.rateLimit.value).toBe(true);
    expect(body.clockOffsetSeconds.value).toBe(-60);
    expect((await emulator.http.get('/_emulator/settings')).body).toEqual(body);
  });

  it.each([
    [{ activeAs: 'string', nonsense: 1 }, /nonsense/],
    [{ activeAs: 'string', timesAs: 'roman' }, /timesAs/],
    [{ activeAs: 'string', clockOffsetSeconds: 1.5 }, /clockOffsetSeconds/],
    [{ activeAs: 'string', clockOffsetSeconds: 1e15 }, /clockOffsetSeconds/],
    [{ activeAs: 'string', tokenLifetimeSeconds: '60' }, /tokenLifetimeSeconds/],
    [{ activeAs: 'string', servicePluginTimeoutMs: 0 }, /servicePluginTimeoutMs/],
    [{ activeAs: 'string', wrongSecretStatus: [400] }, /wrongSecretStatus/],
    [{ activeAs: 'string', toString: 1 }, /toString/],
    [[], /body/],
  ])('refuses %j and changes nothing', async (changes, message) => {
    const { body } = await emulator.http.patch('/_emulator/settings').send(changes).expect(400);
    expect(body).toEqual({ status: 400, message: expect.stringMatching(message) });
    expect((await emulator.http.get('/_emulator/settings')).body.activeAs.value).toBe('boolean');
  });
});
