import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMigrations } from '../../../src/database/migration';

describe('migrations', () => {
  it('of this build are numbered without gap or repetition', () => {
    const numbers = readMigrations().map(({ name }) => Number(name.slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  describe('of a folder', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'liftgate-migrations-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    it('come in the order of their numbers, with the checksum of their text', () => {
      writeFileSync(join(folder, '0002_b.sql'), 'SELECT 2');
      writeFileSync(join(folder, '0001_a.sql'), 'SELECT 1');
      writeFileSync(join(folder, 'README.md'), '');
      expect(readMigrations(folder)).toEqual([
        {
          name: '0001_a.sql',
          sql: 'SELECT 1',
          checksum: 'e004ebd5b5532a4b85984a62f8ad48a81aa3460c1ca07701f386135d72cdecf5',
        },
        expect.objectContaining({ name: '0002_b.sql' }),
      ]);
    });

    it('must be named by a number', () => {
      writeFileSync(join(folder, 'settings.sql'), '');
      expect(() => readMigrations(folder)).toThrow('settings.sql must be named like 0001_settings.sql');
    });
  });
});
