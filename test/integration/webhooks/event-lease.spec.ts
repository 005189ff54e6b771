import { eventLeaseContract } from '../../support/event-lease.contract';
import { embeddedDatabase } from '../../support/test-database';

describe('an event whose handlers run, in the embedded database,', () => {
  eventLeaseContract(embeddedDatabase);
});
