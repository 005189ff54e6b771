import type { WebMethodPolicy } from '../../src/web-methods/web-method';

const policy: WebMethodPolicy = { getAppInstance: ['GET /apps/v1/instance'] };

export default policy;
