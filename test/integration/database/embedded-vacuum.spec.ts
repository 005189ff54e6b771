import { EMBEDDED_TIMEOUTS } from '../../../src/database/database.timeouts';
import { EmbeddedPostgres } from '../../../src/database/embedded.postgres';
import { until } from '../../support/until';

const TEN_MINUTES_MS = 600_000;

describe('the embedded database', () => {
  let source: EmbeddedPostgres;
  beforeEach(async () => {
    jest.useFakeTimers({
      doNotFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'nextTick', 'queueMicrotask', 'performance', 'Date'],
    });
    source = new EmbeddedPostgres('memory://', EMBEDDED_TIMEOUTS);
    await source.open();
  }, 30_000);
  afterEach(() => {
    jest.useRealTimers();
  });

  const bytes = async (table: string): Promise<number> =>
    Number((await source.pool.query<{ bytes: string }>('SELECT pg_table_size($1) AS bytes', [table])).rows[0]?.bytes);

  it('gives back every ten minutes what deleted rows took', async () => {
    await source.pool.query(
      `CREATE SCHEMA liftgate; CREATE TABLE liftgate."A table" AS SELECT n, repeat('x', 100) AS text FROM generate_series(1, 5000) AS n`,
    );
    await source.pool.query('DELETE FROM liftgate."A table"');
    const before = await bytes('liftgate."A table"');
    expect(before).toBeGreaterThan(500_000);
    jest.advanceTimersByTime(TEN_MINUTES_MS - 1);
    await new Promise(setImmediate);
    expect(await bytes('liftgate."A table"')).toBe(before);
    jest.advanceTimersByTime(1);
    await until(async () => (await bytes('liftgate."A table"')) < before / 10, 20_000);
    await source.close();
  }, 60_000);

  it('is closed in the middle of that without harm', async () => {
    const vacuum = source.vacuum.run();
    await source.close();
    await expect(vacuum).resolves.toBeUndefined();
  }, 60_000);
});
