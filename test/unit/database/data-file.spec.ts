import { footerLine, headerLine, parseHeader, parseLine, rowLine } from '../../../src/database/data-file';

describe('a data file', () => {
  it('reads what it writes', () => {
    expect(parseHeader(headerLine(['0001_a.sql']))).toEqual(['0001_a.sql']);
    expect(parseLine(rowLine('settings', '{"title":"a"}'))).toMatchObject({ table: 'settings' });
    expect(parseLine(footerLine(3))).toEqual({ rows: 3 });
  });

  it("leaves PostgreSQL's numbers as they are", () => {
    expect(rowLine('t', '{"n":9007199254740993}')).toBe('{"table":"t","row":{"n":9007199254740993}}');
  });

  it.each(['', 'junk', '{}', '{"liftgateData":2,"migrations":[]}', '{"liftgateData":1}', '[]'])(
    'refuses the header %j',
    (line) => {
      expect(() => parseHeader(line)).toThrow('no export of Liftgate, or one of a newer version');
    },
  );

  it.each([
    '',
    '{"table":"settings"}',
    '{"table":"settings","row":1}',
    '{"rows":"3"}',
    '{"table":"settings","row":{"ti',
  ])('refuses the line %j', (line) => {
    expect(() => parseLine(line)).toThrow('damaged');
  });
});
