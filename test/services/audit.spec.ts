import { auditContract } from '../support/audit.contract';
import { openServerDatabase } from '../support/server-database';

describe('the audit in a server', () => {
  auditContract(openServerDatabase);
});
