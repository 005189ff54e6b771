import { Body, Controller, Post } from '@nestjs/common';
import { z } from 'zod';
import { guid, parseInput } from '../http/parse-input';
import { SUBJECT_TYPES } from '../tokens/access-token';
import { FrontEndTokens } from '../tokens/front-end.tokens';
import { KnownInstances } from './known-instances';

const MAX_LIFETIME_SECONDS = 10 * 365 * 86_400;
const order = z.strictObject({
  instanceId: guid,
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: guid.optional(),
  ttlSeconds: z.number().int().min(-MAX_LIFETIME_SECONDS).max(MAX_LIFETIME_SECONDS).optional(),
  clientId: guid.optional(),
  active: z.boolean().optional(),
});

/** Mints the tokens that Wix gives to a front-end. */
@Controller('_emulator/tokens')
export class TokensController {
  constructor(
    private readonly known: KnownInstances,
    private readonly tokens: FrontEndTokens,
  ) {}

  /**
   * 201. `ttlSeconds` may be negative for an expired token, `active: false` mints a revoked one, another `clientId`
   * another app's. Without `subjectId`: a new visitor, the site's first member, its owner, or the app.
   */
  @Post()
  mint(@Body() body: unknown): { readonly accessToken: string; readonly refreshToken: string } {
    const { instanceId, subjectType, ...rest } = parseInput(order, body);
    return this.tokens.mint(this.known.get(instanceId), subjectType, rest);
  }
}
