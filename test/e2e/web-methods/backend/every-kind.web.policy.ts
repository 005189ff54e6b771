import { z } from 'zod';
import type { WebMethodSchemas } from '../../../../src/web-methods/web-method';

export const schemas: WebMethodSchemas = { add: z.tuple([z.number(), z.number().max(100)]) };
