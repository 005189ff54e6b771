import { ListMembersDto } from '../../../../src/features/members/members.dto';
import { DtoValidationPipe } from '../../../../src/http/validation.pipe';

const read = (query: object) => new DtoValidationPipe().transform(query, { type: 'query', metatype: ListMembersDto });

describe('ListMembersDto', () => {
  it.each([
    [{}, { limit: 50, offset: 0 }],
    [
      { limit: '1', offset: '0' },
      { limit: 1, offset: 0 },
    ],
    [
      { limit: '100', offset: '9007199254740991' },
      { limit: 100, offset: Number.MAX_SAFE_INTEGER },
    ],
  ])('reads %j', async (query, page) => {
    expect(await read(query)).toEqual(page);
  });

  it.each(['', ' ', '0', '101', '-1', '+5', ' 5', '5 ', '0x2', '0b1', '1e1', '1.0', '1.5', 'ten', 'NaN', '٥', '5,6'])(
    'takes no limit of "%s"',
    async (limit) => {
      await expect(read({ limit })).rejects.toMatchObject({
        violations: [{ pointer: '/limit', detail: 'must be an integer from 1 to 100' }],
      });
    },
  );

  it.each(['', '-0', '-1', '0x0', '1e3', '1_000', '9007199254740992'])('takes no offset of "%s"', async (offset) => {
    await expect(read({ offset })).rejects.toMatchObject({
      violations: [{ pointer: '/offset', detail: 'must be an integer from 0 to 9007199254740991' }],
    });
  });
});
