import { describePendingLogins } from '../../support/pending-logins.contract';
import { embeddedDatabase } from '../../support/test-database';

describe('logins under way in the embedded database', () => {
  describePendingLogins(embeddedDatabase);
});
