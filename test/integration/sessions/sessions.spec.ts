import { describeSessions } from '../../support/sessions.contract';
import { embeddedDatabase } from '../../support/test-database';

describe('sessions in the embedded database', () => {
  describeSessions(embeddedDatabase);
});
