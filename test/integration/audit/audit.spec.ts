import { auditContract } from '../../support/audit.contract';
import { embeddedDatabase } from '../../support/test-database';

describe('the audit in the embedded database', () => {
  auditContract(embeddedDatabase);
});
