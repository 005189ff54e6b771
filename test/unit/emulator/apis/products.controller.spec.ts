import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

interface ProductView {
  readonly id: string;
  readonly name: string;
  readonly visible: boolean;
  readonly price: { readonly price: number };
  readonly collectionIds: readonly string[];
}

function productsOf({ body }: { body: { products: readonly ProductView[] } }): readonly ProductView[] {
  return body.products;
}

describe('POST /stores/v1/products/query', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let app: string;
  let all: readonly ProductView[];
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    app = await emulator.token(site, 'APP');
    all = productsOf(await query({ includeHiddenProducts: true }));
  });
  afterAll(() => emulator.close());

  const query = (body: object, authorization = app) =>
    emulator.http.post('/stores/v1/products/query').set({ authorization }).send(body);
  const find = async (filter: unknown): Promise<string[]> => {
    return productsOf(await query({ query: { filter }, includeHiddenProducts: true }).expect(200)).map(({ id }) => id);
  };
  const where = (test: (product: ProductView) => boolean) => all.filter(test).map(({ id }) => id);

  it('answers products of catalog v1', async () => {
    const { body } = await query({}).expect(200);
    expect(body.products.length).toBe(all.length - 1);
    expect(body).toMatchObject({ totalResults: all.length - 1, metadata: { items: 100, offset: 0 } });
    expect(body.products[0]).toMatchObject({
      id: expect.any(String),
      name: expect.any(String),
      slug: expect.any(String),
      visible: true,
      productType: expect.stringMatching(/^(physical|digital)$/),
      description: expect.any(String),
      sku: expect.any(String),
      price: {
        currency: expect.stringMatching(/^[A-Z]{3}$/),
        price: expect.any(Number),
        discountedPrice: expect.any(Number),
        formatted: { price: expect.any(String), discountedPrice: expect.any(String) },
      },
      stock: { trackInventory: true, quantity: expect.any(Number), inStock: expect.any(Boolean) },
      media: { mainMedia: { image: { url: expect.any(String) } } },
      productOptions: [{ name: expect.any(String), choices: expect.any(Array) }],
      collectionIds: [expect.any(String)],
      costAndProfitData: { itemCost: expect.any(Number) },
      numericId: expect.stringMatching(/^\d+$/),
      lastUpdated: expect.stringMatching(/Z$/),
    });
  });

  it('keeps costs and hidden products from shoppers', async () => {
    for (const type of ['VISITOR', 'MEMBER']) {
      const { body } = await query({ includeHiddenProducts: true }, await emulator.token(site, type)).expect(200);
      expect(productsOf({ body }).every(({ visible }) => visible)).toBe(true);
      expect(JSON.stringify(body)).not.toContain('costAndProfitData');
    }
  });

  it('shows each site its own', async () => {
    const other = await emulator.install();
    const { body } = await query({}, await emulator.token(other, 'VISITOR'));
    const ids = new Set(all.map(({ id }) => id));
    expect(productsOf({ body }).some(({ id }) => ids.has(id))).toBe(false);
  });

  it('pages', async () => {
    const { body } = await query({ query: { paging: { limit: 2, offset: 1 } } }).expect(200);
    expect(productsOf({ body }).map(({ id }) => id)).toEqual(all.slice(1, 3).map(({ id }) => id));
    expect(body).toMatchObject({ totalResults: all.length - 1, metadata: { items: 2, offset: 1 } });
  });

  it.each([{ sort: '[{"price":"desc"}]' }, { sort: [{ fieldName: 'price', order: 'DESC' }] }])(
    'sorts by %j',
    async ({ sort }) => {
      const { body } = await query({ query: { sort } }).expect(200);
      const prices = productsOf({ body }).map(({ price }) => price.price);
      expect(prices).toEqual([...prices].sort((one, other) => other - one));
    },
  );

  it('filters', async () => {
    const name = all[0]?.name ?? '';
    expect(await find({ name })).toEqual(where((product) => product.name === name));
    expect(await find(JSON.stringify({ name: { $eq: name } }))).toEqual(where((product) => product.name === name));
    expect(await find({ name: { $ne: name } })).toEqual(where((product) => product.name !== name));
    expect(await find({ price: { $gte: 12, $lt: 40 } })).toEqual(
      where(({ price: { price } }) => price >= 12 && price < 40),
    );
    expect(await find({ id: { $in: [all[1]?.id, all[2]?.id] } })).toEqual([all[1]?.id, all[2]?.id]);
    expect(await find({ name: { $startsWith: name.slice(0, 3).toLowerCase() } })).toContain(all[0]?.id);
    expect(await find({ $or: [{ id: all[3]?.id }, { visible: false }] })).toEqual(
      where(({ id, visible }) => id === all[3]?.id || !visible),
    );
    expect(await find({ $not: { name } })).toEqual(where((product) => product.name !== name));
    expect(await find({ collectionIds: { $hasAll: all[0]?.collectionIds } })).toHaveLength(all.length);
    expect(await find({ collectionIds: { $hasAll: [...(all[0]?.collectionIds ?? []), 'x'] } })).toEqual([]);
    expect(await find({ 'collections.id': { $hasSome: ['x', ...(all[0]?.collectionIds ?? [])] } })).toHaveLength(
      all.length,
    );
    expect(await find({ sku: { $exists: false } })).toEqual([]);
    expect(await find({ $and: [{ name }, { price: { $gt: 1e6 } }] })).toEqual([]);
  });

  it.each([
    { query: { filter: { colour: 'red' } } },
    { query: { filter: { name: { $like: 'x' } } } },
    { query: { filter: '{' } },
    { query: { filter: 5 } },
    { query: { filter: { $or: 1 } } },
    { query: { sort: [{ colour: 'asc' }] } },
    { query: { sort: 'price' } },
    { query: { sort: { price: 'asc' } } },
    { query: { paging: { limit: 101 } } },
    { query: { paging: { offset: -1 } } },
    { query: { paging: 'all' } },
    { query: 'all' },
    [],
  ])('refuses %j rather than ignoring it', async (body) => {
    const answer = await query(body).expect(400);
    expect(answer.body.details.validationError.fieldViolations).toHaveLength(1);
  });

  it("answers the same at the SDK's path, by GET and POST", async () => {
    const path = '/stores-reader/v1/products/query-platformized';
    const input = { query: { filter: { id: all[1]?.id }, paging: { limit: 5, offset: 0 } } };
    const packed = Buffer.from(JSON.stringify(input)).toString('base64url');
    const answers = [
      await emulator.http.get(`${path}?.r=${packed}`).set('authorization', app).expect(200),
      await emulator.http.post(path).set('authorization', app).send(input).expect(200),
    ];
    for (const { body } of answers) {
      expect(body.products).toMatchObject([{ id: all[1]?.id }]);
      expect(body.metadata).toEqual({ count: 1, offset: 0, total: 1 });
    }
  });
});
