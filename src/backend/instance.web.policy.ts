import type { WebMethodPolicy } from '../web-methods/web-method';

/** The Wix calls that each web method may make with the app's identity. */
const policy: WebMethodPolicy = {
  getInstance: ['GET /apps/v1/instance'],
};

export default policy;
