import { embeddedDatabase } from '../../support/test-database';
import { webhookQueueContract } from '../../support/webhook-queue.contract';

describe('webhook events are handed out by the embedded database', () => {
  webhookQueueContract(embeddedDatabase);
});
