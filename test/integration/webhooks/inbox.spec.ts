import { embeddedDatabase } from '../../support/test-database';
import { webhookInboxContract } from '../../support/webhook-inbox.contract';

describe('webhook events are stored in the embedded database', () => {
  webhookInboxContract(async () => {
    const database = await embeddedDatabase();
    // Its one session serves one transaction after the other, so whoever has not ended waits.
    return { one: database, two: database, isWaiting: () => Promise.resolve(true), close: () => database.close() };
  });
});
