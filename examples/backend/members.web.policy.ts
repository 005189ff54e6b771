import type { WebMethodPolicy } from '../../src/web-methods/web-method';

const policy: WebMethodPolicy = { listMembers: ['GET /members/v1/members'] };

export default policy;
