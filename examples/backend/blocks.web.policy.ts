import { z } from 'zod';
import type { WebMethodPolicy, WebMethodSchemas } from '../../src/web-methods/web-method';

const policy: WebMethodPolicy = { greet: ['GET /apps/v1/instance'] };

export default policy;

/** On Wix nobody checks what a browser sends as arguments. */
export const schemas: WebMethodSchemas = { greet: z.tuple([z.string().min(1).max(50)]) };
