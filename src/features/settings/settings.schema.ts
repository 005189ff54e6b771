import type { JsonSchema } from '../../http/json.schema';
import { DEFAULT_SETTINGS, THEMES } from './widget-settings';

/** The answer of `GET /v1/settings` and `PUT /v1/settings`. */
export const settingsSchema: JsonSchema = {
  type: 'object',
  required: ['title', 'theme', 'accentColor', 'published'],
  properties: {
    title: { type: 'string', description: 'What stands above the widget.' },
    theme: { type: 'string', enum: THEMES, description: '`auto` follows the visitor.' },
    accentColor: { type: 'string', description: '`#rrggbb`.' },
    published: { type: 'boolean', description: 'Whether visitors see the widget.' },
  },
  additionalProperties: false,
  example: DEFAULT_SETTINGS,
};
