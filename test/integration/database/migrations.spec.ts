import { describeMigrations } from '../../support/migrations.contract';
import { embeddedDatabase } from '../../support/test-database';

describe('on the embedded database', () => {
  describeMigrations(embeddedDatabase);
});
