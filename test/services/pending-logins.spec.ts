import { describePendingLogins } from '../support/pending-logins.contract';
import { openServerDatabase } from '../support/server-database';

describe('logins under way on a server', () => {
  describePendingLogins(openServerDatabase);
});
