import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

function idsOf(body: { members: { id: string }[] }): string[] {
  return body.members.map(({ id }) => id);
}

describe('members/v1/members', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let app: string;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    app = await emulator.token(site, 'APP');
  });
  afterAll(() => emulator.close());

  const list = (query: string) => emulator.http.get(`/members/v1/members${query}`).set('authorization', app);
  const packed = (parameters: object) => `?.r=${Buffer.from(JSON.stringify(parameters)).toString('base64url')}`;

  it('lists the public part of all members', async () => {
    const { body } = await list('').expect(200);
    const total = site.members.length;
    expect(body.metadata).toEqual({ count: total, offset: 0, total, tooManyToCount: false });
    expect(idsOf(body)).toEqual(site.members.map(({ id }) => id));
    expect(body.members[0]).toMatchObject({ profile: { nickname: expect.any(String) }, status: 'UNKNOWN' });
    expect(body.members[0]).not.toHaveProperty('loginEmail');
  });

  it.each([
    ['?paging.limit=2&paging.offset=1', 'dotted names'],
    [packed({ paging: { limit: 2, offset: 1 } }), 'packed parameters'],
  ])('pages by %s (%s)', async (query) => {
    const { body } = await list(query).expect(200);
    expect(idsOf(body)).toEqual(site.members.slice(1, 3).map(({ id }) => id));
    expect(body.metadata).toMatchObject({ count: 2, offset: 1, total: site.members.length });
  });

  it('shows as much as the fieldset says', async () => {
    const first = site.members[0];
    expect((await list('?fieldsets=EXTENDED')).body.members[0]).toMatchObject({
      loginEmail: first?.loginEmail,
      status: 'APPROVED',
    });
    const { body } = await list('?fieldsets=PUBLIC&fieldsets=FULL').expect(200);
    expect(body.members[0]).toMatchObject({ contact: { emails: [first?.loginEmail] }, privacyStatus: 'PUBLIC' });
  });

  it.each([
    '?paging.limit=0',
    '?paging.limit=101',
    '?paging.limit=x',
    '?paging.limit=',
    '?paging.offset=-1',
    '?fieldsets=ALL',
    '?.r=!!',
    '?.r=bnVsbA',
    '?.r=e30&.r=e30',
  ])('refuses %s', async (query) => {
    const { body } = await list(query).expect(400);
    expect(body.details.validationError.fieldViolations).toHaveLength(1);
  });

  it('survives names that mean something to JavaScript', async () => {
    await list('?__proto__.limit=1&constructor.prototype.x=1&paging.limit=1').expect(200);
    expect(({} as Record<string, unknown>).limit).toBeUndefined();
  });

  it('shows members themselves, whatever their id', async () => {
    const subjectId = 'dddddddd-0000-4000-8000-000000000001';
    const authorization = await emulator.token(site, 'MEMBER', { subjectId });
    const { body } = await emulator.http
      .get('/members/v1/members/my?fieldsets=FULL')
      .set({ authorization })
      .expect(200);
    expect(body.member).toMatchObject({ id: subjectId, loginEmail: expect.stringContaining('@') });
  });
});
