import { embeddedDatabase } from '../../support/test-database';
import { webhookInboxContract } from '../../support/webhook-inbox.contract';

describe('webhook events are stored in the embedded database', () => {
  webhookInboxContract(async () => {
    const database = await embeddedDatabase();
    // Its one session serves one transaction after the other: all but one wait, whatever they do.
    return { one: database, two: database, waiting: () => Promise.resolve(Infinity), close: () => database.close() };
  });
});
