import { z } from 'zod';
import type { WebMethodPolicy, WebMethodSchemas } from '../../src/web-methods/web-method';

/** The path of the SDK's `queryProducts`, which is not that of the REST reference. */
const policy: WebMethodPolicy = { listCosts: ['GET /stores-reader/v1/products/query-platformized'] };

export default policy;

export const schemas: WebMethodSchemas = { listProducts: z.tuple([z.int().min(1).max(100)]) };
