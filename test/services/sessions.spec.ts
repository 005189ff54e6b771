import { openServerDatabase } from '../support/server-database';
import { describeSessions } from '../support/sessions.contract';

describe('sessions on a server', () => {
  describeSessions(openServerDatabase);
});
