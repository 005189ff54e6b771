import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartError } from '../../../src/errors/start.error';
import { readWebMethods } from '../../../src/web-methods/read-web-methods';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'web-methods-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const anyone = (name: string) => `exports.${name} = Object.assign(() => '${name}', { permission: 'Anyone' });`;

describe('readWebMethods', () => {
  it('finds files at every depth, under the names they have in the project', () => {
    write('one.web.js', anyone('a'));
    write('deep/er/two.web.js', anyone('b'));
    write('deep/other.js', 'throw new Error("no web method is loaded");');
    write('one.web.d.ts', 'throw new Error("a declaration is loaded");');
    write('one.web.js.map', '');
    expect(readWebMethods(directory).map(({ path, name, policyPath }) => [path, name, policyPath])).toEqual([
      ['src/backend/deep/er/two.web.ts', 'deep/er/two', 'src/backend/deep/er/two.web.policy.ts'],
      ['src/backend/one.web.ts', 'one', 'src/backend/one.web.policy.ts'],
    ]);
  });

  it('takes the functions with a known permission, each with its calls', () => {
    write(
      'one.web.js',
      `${anyone('a')}
      exports.member = Object.assign(() => 1, { permission: 'SiteMember' });
      exports.admin = Object.assign(() => 1, { permission: 'Admin' });
      exports.helper = () => 1;
      exports.odd = Object.assign(() => 1, { permission: 'constructor' });
      exports.object = { permission: 'Anyone' };
      exports['not a name'] = Object.assign(() => 1, { permission: 'Anyone' });
      exports.constructor = Object.assign(() => 1, { permission: 'Anyone' });`,
    );
    write('one.web.policy.js', `exports.default = { admin: ['GET /v1/things'] };`);
    const [file] = readWebMethods(directory);
    expect(file?.methods.map(({ name, allow, calls }) => [name, allow, calls])).toEqual([
      ['a', ['VISITOR', 'MEMBER', 'USER'], undefined],
      ['member', ['MEMBER', 'USER'], undefined],
      ['admin', ['USER'], ['GET /v1/things']],
    ]);
  });

  it('gives no function the calls of what every object inherits', () => {
    write('one.web.js', anyone('toString'));
    write('one.web.policy.js', `exports.default = {};`);
    expect(readWebMethods(directory)[0]?.methods).toMatchObject([{ name: 'toString', calls: undefined }]);
  });

  it('finds nothing where there is no folder', () => {
    expect(readWebMethods(join(directory, 'none'))).toEqual([]);
  });

  it.each([
    ['a policy for no function', 'one.web.policy.js', `exports.default = { b: ['GET /v1/x'] };`, 'names "b"'],
    ['a schema for no function', 'one.web.policy.js', `exports.schemas = { c: {} };`, 'names "c"'],
    ['a policy for no file', 'two.web.policy.js', '', 'is a policy without its .web.ts file'],
    ['a name that is no path of a URL', 'o ne.web.js', anyone('a'), 'has a name that cannot stand in a URL'],
    ['a name with a wildcard', '*.web.js', anyone('a'), 'has a name that cannot stand in a URL'],
    ['a name with a parameter', ':x.web.js', anyone('a'), 'has a name that cannot stand in a URL'],
  ])('does not start with %s', (_, path, text, fault) => {
    write('one.web.js', anyone('a'));
    write(path, text);
    expect(() => readWebMethods(directory)).toThrow(StartError);
    expect(() => readWebMethods(directory)).toThrow(fault);
    expect(() => readWebMethods(directory)).toThrow(`src/backend/${path.replace('.js', '.ts')}`);
  });

  it('does not start when a file fails to load', () => {
    write('one.web.js', 'throw new Error("of the file");');
    expect(() => readWebMethods(directory)).toThrow('of the file');
  });
});
