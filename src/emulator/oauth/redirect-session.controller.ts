import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiAuthorization } from '../apis/api-authorization';
import { EmulatorAddress } from '../http/emulator.address';
import { WixError } from '../http/wix.error';

const NOT_PLAYED = [
  'ecomCheckout',
  'bookingsCheckout',
  'bookingsBook',
  'eventsCheckout',
  'paidPlansCheckout',
  'storesProduct',
  'ecomOrderPaymentRequest',
];
const INTENTS = ['auth', 'logout', 'login', ...NOT_PLAYED];

const session = z.looseObject({
  auth: z.object({ authRequest: z.record(z.string(), z.string()), prompt: z.string().optional() }).optional(),
  logout: z.object({ clientId: z.string() }).optional(),
  login: z.record(z.string(), z.unknown()).optional(),
  callbacks: z.object({ postFlowUrl: z.string().optional() }).optional(),
});

interface RedirectSession {
  readonly id: string;
  readonly fullUrl: string;
  readonly urlDetails: { readonly endpoint: string; readonly searchParams: Readonly<Record<string, string>> };
}

/** Where to send a visitor's browser: the login page, or logout. Needs a visitor's or member's token. */
@Controller()
export class RedirectSessionController {
  constructor(
    private readonly authorization: ApiAuthorization,
    private readonly address: EmulatorAddress,
  ) {}

  /** Takes one intent: `auth`, `logout` or `login`. 501 for Wix's other pages, which the emulator has not. */
  @Post([
    '_api/redirects-api/v1/redirect-session',
    'redirect-session/v1/redirect-session',
    'headless/v1/redirect-session',
  ])
  @HttpCode(200)
  create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): { readonly redirectSession: RedirectSession } {
    this.authorization.require(request, reply, ['VISITOR', 'MEMBER']);
    const parsed = session.safeParse(body);
    if (!parsed.success) throw WixError.validation(parsed.error.issues[0]?.path.join('.') ?? 'body', 'is not valid');
    const { auth, logout, login, callbacks } = parsed.data;
    if (INTENTS.filter((intent) => Object.hasOwn(parsed.data, intent)).length !== 1)
      throw WixError.validation('intent', 'must be exactly one');
    if (auth !== undefined) {
      const prompt = auth.prompt === undefined ? {} : { prompt: auth.prompt };
      return this.#redirectTo('/_api/oauth2/authorize', { ...auth.authRequest, ...prompt });
    }
    if (logout !== undefined) {
      const postFlowUrl = callbacks?.postFlowUrl;
      return this.#redirectTo('/_api/iam/authentication/v1/logout', {
        clientId: logout.clientId,
        ...(postFlowUrl !== undefined && { postFlowUrl }),
      });
    }
    if (login !== undefined) return this.#redirectTo('/', {});
    throw WixError.application(501, 'UNIMPLEMENTED', 'The emulator plays the intents auth, logout and login only');
  }

  #redirectTo(path: string, searchParams: Readonly<Record<string, string>>): { redirectSession: RedirectSession } {
    const endpoint = `${this.address.url}${path}`;
    const query = new URLSearchParams(searchParams).toString();
    const fullUrl = query === '' ? endpoint : `${endpoint}?${query}`;
    return { redirectSession: { id: randomUUID(), fullUrl, urlDetails: { endpoint, searchParams } } };
  }
}
