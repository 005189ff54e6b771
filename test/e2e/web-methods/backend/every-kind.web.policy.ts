import { z } from 'zod';
import type { WebMethodPolicy, WebMethodSchemas } from '../../../../src/web-methods/web-method';

const policy: WebMethodPolicy = { late: ['GET /apps/v1/instance'] };

export default policy;

export const schemas: WebMethodSchemas = { add: z.tuple([z.number(), z.number().max(100)]) };
