// The gateway, once it is told to start, with one handler more, whose effect can be counted: a row for each time that it happened.
const { sql } = require('drizzle-orm');
const { createApp } = require('../../../../dist/app.factory');
const { loadConfig } = require('../../../../dist/config/load-config');
const { SystemDatabase } = require('../../../../dist/database/system.database');
const { EventHandlerRegistry } = require('../../../../dist/webhooks/event-handler.registry');

async function main() {
  const config = loadConfig();
  const app = await createApp(config);
  app.get(EventHandlerRegistry, { strict: false }).add('counted', {
    name: 'counting',
    effects: 'gateway',
    calls: [],
    declaredIn: 'this program',
    handle: ({ id }) => {
      return (tx) => tx.execute(sql`INSERT INTO liftgate.effects (event_id) VALUES (${id})`);
    },
  });
  await app.listen(config.listen.port, config.listen.host);
  const database = app.get(SystemDatabase, { strict: false });
  for (;;) {
    const made = await database
      .run((tx) => tx.execute(sql`CREATE TABLE IF NOT EXISTS liftgate.effects (event_id text)`))
      .then(
        () => true,
        () => false,
      );
    if (made) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const count = async () =>
    database.run((tx) =>
      tx.execute(sql`SELECT
        (SELECT count(*)::int FROM liftgate.webhook_events WHERE event_type = 'counted') AS stored,
        (SELECT count(*)::int FROM liftgate.webhook_events WHERE event_type = 'counted' AND state = 'handled') AS handled,
        (SELECT count(*)::int FROM liftgate.effects) AS effects,
        (SELECT count(DISTINCT event_id)::int FROM liftgate.effects) AS distinct_effects`),
    );
  process.on('message', () => void count().then(([row]) => process.send?.(row)));
  process.send?.('ready');
}

process.once('message', () => void main());
