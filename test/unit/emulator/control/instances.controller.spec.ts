import { EmulatorFixture, GUID, UNKNOWN_ID } from '../emulator.fixture';

describe('/_emulator/instances', () => {
  let emulator: EmulatorFixture;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterEach(() => emulator.close());

  it('installs on a new site without a body', async () => {
    const { body } = await emulator.http.post('/_emulator/instances').expect(201);
    expect(body).toMatchObject({
      instanceId: expect.stringMatching(GUID),
      siteId: expect.stringMatching(GUID),
      installed: true,
    });
    expect((await emulator.http.get('/_emulator/instances').expect(200)).body).toEqual([body]);
  });

  it('installs nothing for a body that is no JSON object', async () => {
    for (const text of ['{broken', '[]', 'null', '"x"'])
      await emulator.http.post('/_emulator/instances').type('json').send(text).expect(400);
    expect((await emulator.http.get('/_emulator/instances')).body).toEqual([]);
  });

  it('takes ids in any case and answers lower case', async () => {
    const instanceId = 'AAAAAAAA-0000-4000-8000-000000000001';
    const site = await emulator.install({ instanceId, siteId: 'BBBBBBBB-0000-4000-8000-000000000001' });
    expect(site).toMatchObject({
      instanceId: instanceId.toLowerCase(),
      siteId: 'bbbbbbbb-0000-4000-8000-000000000001',
    });
  });

  it('gives every site its own products and members, always the same', async () => {
    const siteIds = ['aaaaaaaa-0000-4000-8000-000000000001', 'aaaaaaaa-0000-4000-8000-000000000002'];
    const [first, second] = await Promise.all(siteIds.map((siteId) => emulator.install({ siteId })));
    const other = await EmulatorFixture.start();
    const again = await other.install({ siteId: siteIds[0] });
    await other.close();
    expect(again.members).toEqual(first?.members);
    expect(second?.members).not.toEqual(first?.members);
  });

  it('removes, and installs again under the same id', async () => {
    const site = await emulator.install();
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`).expect(204);
    expect((await emulator.http.get('/_emulator/instances')).body).toEqual([]);
    expect((await emulator.http.get('/_emulator/instances?include=removed')).body).toMatchObject([
      { instanceId: site.instanceId, installed: false },
    ]);
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`).expect(404);
    expect(await emulator.install({ instanceId: site.instanceId })).toMatchObject({ siteId: site.siteId });
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`).expect(204);
    expect(await emulator.install({ siteId: site.siteId })).toMatchObject({ instanceId: site.instanceId });
  });

  it('refuses to install twice', async () => {
    const { instanceId, siteId } = await emulator.install();
    for (const request of [
      { instanceId },
      { siteId },
      { instanceId, siteId: UNKNOWN_ID },
      { instanceId: UNKNOWN_ID, siteId },
    ]) {
      const { body } = await emulator.http.post('/_emulator/instances').send(request).expect(409);
      expect(body).toEqual({ status: 409, message: expect.any(String) });
    }
  });

  it.each([{ instanceId: 'x' }, { siteId: 5 }, { originInstanceId: '' }, { other: 1 }])(
    'refuses %j',
    async (request) => {
      const { body } = await emulator.http.post('/_emulator/instances').send(request).expect(400);
      expect(body).toEqual({ status: 400, message: expect.any(String) });
    },
  );

  it('says which instance it does not know', async () => {
    await emulator.http.delete(`/_emulator/instances/${UNKNOWN_ID}`).expect(404);
    await emulator.http.delete('/_emulator/instances/x').expect(400);
  });
});
