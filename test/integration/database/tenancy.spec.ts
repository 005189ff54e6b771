import { embeddedDatabase } from '../../support/test-database';
import { describeTenancy } from '../../support/tenancy.contract';

describe('on the embedded database', () => {
  describeTenancy(embeddedDatabase);
});
