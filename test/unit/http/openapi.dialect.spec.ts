import { toOpenApi31 } from '../../../src/http/openapi.dialect';

describe('toOpenApi31', () => {
  it.each([
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [{ type: 'string', nullable: false }, { type: 'string' }],
    [{ nullable: true, allOf: [{ $ref: '#/a' }] }, { anyOf: [{ allOf: [{ $ref: '#/a' }] }, { type: 'null' }] }],
    [
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      { type: 'integer', exclusiveMinimum: 1 },
    ],
    [
      { type: 'integer', maximum: 9, exclusiveMaximum: true },
      { type: 'integer', exclusiveMaximum: 9 },
    ],
    [
      { type: 'integer', maximum: 9, exclusiveMaximum: false },
      { type: 'integer', maximum: 9 },
    ],
    [
      { type: 'integer', exclusiveMinimum: 3 },
      { type: 'integer', exclusiveMinimum: 3 },
    ],
    [{ properties: { nullable: { type: 'boolean' } } }, { properties: { nullable: { type: 'boolean' } } }],
    [[{ deep: [{ type: 'number', nullable: true }] }], [{ deep: [{ type: ['number', 'null'] }] }]],
    [null, null],
    ['nullable', 'nullable'],
  ])('turns %j into %j', (before, after) => {
    expect(toOpenApi31(before)).toEqual(after);
  });
});
