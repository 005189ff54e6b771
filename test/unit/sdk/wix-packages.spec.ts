import { appInstances } from '@wix/app-management';
import { auth, i18n } from '@wix/essentials';
import { members } from '@wix/members';
import { createClient, type Descriptors } from '@wix/sdk';
import { wixContext } from '@wix/sdk-context';
import { products } from '@wix/stores';
import { Permissions, webMethod } from '@wix/web-methods';

/** What the ambient SDK and the web methods rest on, in the packages as they are pinned: an update that changes it is seen. */
interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
}

function clientWith(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const client = createClient({
    modules: { appInstances, members, products },
    auth: { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: 'token' } }) },
    fetch: async (input, init) => {
      sent.push({ url: new Request(input).url, headers: Object.fromEntries(new Headers(init?.headers)) });
      return answer();
    },
  });
  return { client, sent };
}

const errorOf = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
const ok = (headers: Record<string, string> = {}) => Response.json({ instance: { instanceId: 'i' } }, { headers });

describe('a client of @wix/sdk', () => {
  it('calls the host and the paths that policies name', async () => {
    const { client, sent } = clientWith(() => Response.json({ products: [], members: [] }));
    await client.appInstances.getAppInstance();
    await client.members.listMembers();
    await client.members.getCurrentMember();
    await client.products.queryProducts().find();
    expect(sent.map(({ url }) => url.split('?')[0])).toEqual([
      'https://www.wixapis.com/apps/v1/instance',
      'https://www.wixapis.com/members/v1/members',
      'https://www.wixapis.com/members/v1/members/my',
      'https://www.wixapis.com/stores-reader/v1/products/query-platformized',
    ]);
  });

  it("marks the SDK's own functions, and not fetchWithAuth, with a header", async () => {
    const { client, sent } = clientWith(() => ok());
    await client.appInstances.getAppInstance();
    await client.fetchWithAuth('https://www.wixapis.com/x');
    expect(sent.map(({ headers }) => 'x-wix-bi-gateway' in headers)).toEqual([true, false]);
  });

  it('keeps X-Wix-Consistent for its next caller, whoever that is: the reason why no answer of ours has it', async () => {
    const { client, sent } = clientWith(() => ok({ 'x-wix-consistent': 'of-one-tenant' }));
    await client.appInstances.getAppInstance();
    await client.appInstances.getAppInstance();
    expect(sent.map(({ headers }) => headers['x-wix-consistent'])).toEqual([undefined, 'of-one-tenant']);
  });

  it('takes every status but 200 for an error, and says which', async () => {
    const { client } = clientWith(() => Response.json({}, { status: 201 }));
    expect(await errorOf(client.appInstances.getAppInstance())).toMatchObject({ status: 201 });
  });

  it('throws on what its fetch threw, written over: the reason for durable()', async () => {
    const thrown = Object.assign(new Error('ours'), { code: 'ours' });
    const { client } = clientWith(() => Promise.reject(thrown));
    expect(await errorOf(client.appInstances.getAppInstance())).toBe(thrown);
    expect(thrown).not.toMatchObject({ message: 'ours', code: 'ours' });
  });

  it('loses a DOMException, such as a timeout', async () => {
    const { client } = clientWith(() => Promise.reject(new DOMException('late', 'TimeoutError')));
    expect(await errorOf(client.appInstances.getAppInstance())).toBeInstanceOf(TypeError);
  });
});

describe('the ambient context of @wix/essentials', () => {
  afterEach(() => {
    Object.assign(wixContext, { client: undefined, elevatedClient: undefined });
  });

  it('is asked when a function is called, with its descriptor: elevated ones of the one client, the others of the other', () => {
    const uses: string[] = [];
    const asked = (name: string) => ({
      use: (module: Descriptors) => (uses.push(`${name} ${typeof module}`), () => 1),
    });
    const elevated = auth.elevate(appInstances.getAppInstance);
    Object.assign(wixContext, { client: asked('caller'), elevatedClient: asked('elevated') });
    void elevated();
    void appInstances.getAppInstance();
    void auth.getTokenInfo();
    expect(uses).toEqual(['elevated function', 'caller function', 'caller function']);
  });

  it('knows modules of a page by their type', () => {
    expect(i18n).toHaveProperty('__type', 'host');
  });

  it('is left while a client is asked, so that a client may be written with the SDK', () => {
    let within: unknown = 'not asked';
    const use = () => {
      within = wixContext.client;
      return () => 1;
    };
    Object.assign(wixContext, { client: { use } });
    void appInstances.getAppInstance();
    expect(within).toBeUndefined();
  });
});

describe('@wix/web-methods', () => {
  it('returns the function itself, with its permission on it, and checks nothing', () => {
    const run = () => 'ran';
    const method = webMethod(Permissions.Admin, run, { cache: { ttl: 1, tags: [] } });
    expect(method).toBe(run);
    expect(Object.entries(method)).toEqual([
      ['permission', 'Admin'],
      ['options', { cache: { ttl: 1, tags: [] } }],
    ]);
    expect(method()).toBe('ran');
  });

  it('has these permissions', () => {
    expect(Permissions).toEqual({ Admin: 'Admin', SiteMember: 'SiteMember', Anyone: 'Anyone' });
  });
});
