import { QueryProductsDto } from '../../../../src/features/products/products.dto';
import { DtoValidationPipe } from '../../../../src/http/validation.pipe';

const read = (body: object) => new DtoValidationPipe().transform(body, { type: 'body', metatype: QueryProductsDto });

describe('QueryProductsDto', () => {
  it.each([
    [{ paging: { limit: '5' } }, '/query/paging/limit', 'limit must be an integer number'],
    [{ paging: { offset: [] } }, '/query/paging/offset', 'must be one value, not a list'],
    [{ paging: { offset: null, limit: 1.5 } }, '/query/paging/limit', 'limit must be an integer number'],
    [{ filter: { price: 1 } }, '/query/filter', 'filter must be a string'],
    [{ sort: 5 }, '/query/sort', 'sort must be a string'],
  ])('says of %j what it should be', async (query, pointer, detail) => {
    await expect(read({ query })).rejects.toMatchObject({ violations: [{ pointer, detail }] });
  });
});
