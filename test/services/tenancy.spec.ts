import { openServerDatabase } from '../support/server-database';
import { describeTenancy } from '../support/tenancy.contract';

describe('on a server', () => {
  describeTenancy(openServerDatabase);
});
