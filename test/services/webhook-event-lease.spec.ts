import { eventLeaseContract } from '../support/event-lease.contract';
import { openServerDatabase } from '../support/server-database';

describe('an event whose handlers run, in a server,', () => {
  eventLeaseContract(openServerDatabase);
});
