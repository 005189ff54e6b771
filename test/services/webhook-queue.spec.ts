import { webhookQueueContract } from '../support/webhook-queue.contract';
import { openServerDatabase } from '../support/server-database';

describe('webhook events are handed out in a server', () => {
  webhookQueueContract(openServerDatabase);
});
