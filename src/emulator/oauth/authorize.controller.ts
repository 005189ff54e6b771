import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { MemberSessions } from '../iam/member.sessions';
import type { Instance } from '../sites/instance';
import type { Member } from '../sites/member';
import { MemberStore } from '../sites/member.store';
import { AuthorizationCodes } from './authorization-codes';
import { AuthorizeRequestReader, UnsafeAuthorizeRequest, type AuthorizeRequest } from './authorize.request';
import { authorizeResponse, type AuthorizeOutcome } from './authorize.response';
import { HeadlessSite } from './headless-site';
import { loginErrorPage, loginPage } from './login.page';
import { TokenParameters } from './token-parameters';

function send(reply: FastifyReply, status: number, html: string): void {
  void reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(html);
}

function answer(reply: FastifyReply, request: AuthorizeRequest, outcome: AuthorizeOutcome): void {
  const response = authorizeResponse(request, outcome);
  if ('html' in response) send(reply, 200, response.html);
  else void reply.header('cache-control', 'no-store').redirect(response.redirectTo, 302);
}

/** The login page of the headless site. Every outcome goes back to the client, failures too. */
@Controller(['_api/oauth2/authorize', 'oauth2/authorize', 'v1/oauth/authorize'])
export class AuthorizeController {
  constructor(
    private readonly reader: AuthorizeRequestReader,
    private readonly headlessSite: HeadlessSite,
    private readonly members: MemberStore,
    private readonly sessions: MemberSessions,
    private readonly codes: AuthorizationCodes,
  ) {}

  /** Shows the page; with a `sessionToken` of custom login it answers at once; `prompt=none` never shows it. */
  @Get()
  show(@Query() query: Readonly<Record<string, unknown>>, @Res() reply: FastifyReply): void {
    this.#handle(query, reply, (request) => {
      const session = this.sessions.find(request.sessionToken ?? '');
      if (session !== undefined) {
        answer(reply, request, this.#success(request, session.member, session.instance));
      } else if (request.prompt === 'none') {
        answer(reply, request, { error: 'login_required', error_description: 'No member is logged in' });
      } else this.#page(query, reply, 200);
    });
  }

  /** The page's form. */
  @Post()
  submit(@Body() form: unknown, @Res() reply: FastifyReply): void {
    this.#handle(form, reply, (request) => {
      const fields = new TokenParameters(form);
      if (fields.get('action') === 'cancel') {
        answer(reply, request, { error: 'access_denied', error_description: 'The member cancelled' });
        return;
      }
      const instance = this.headlessSite.instance();
      const member = this.members.findByEmail(instance.site.siteId, fields.get('email') ?? '');
      if (member?.status !== 'APPROVED' || !this.members.hasPassword(member.id, fields.get('password') ?? ''))
        this.#page(form, reply, 401, 'E-mail or password is not right.');
      else answer(reply, request, this.#success(request, member, instance));
    });
  }

  #handle(input: unknown, reply: FastifyReply, proceed: (request: AuthorizeRequest) => void): void {
    try {
      const request = this.reader.read(input);
      if (request.error === undefined) proceed(request);
      else answer(reply, request, { error: request.error.code, error_description: request.error.description });
    } catch (error) {
      if (!(error instanceof UnsafeAuthorizeRequest)) throw error;
      send(reply, 400, loginErrorPage(error.message));
    }
  }

  #success(request: AuthorizeRequest, member: Member, instance: Instance): AuthorizeOutcome {
    const { clientId, redirectUri, codeChallenge, codeChallengeMethod, scope } = request;
    const offlineAccess = scope.split(' ').includes('offline_access');
    const login = { clientId, redirectUri, codeChallenge, codeChallengeMethod, offlineAccess };
    return { code: this.codes.issue({ ...login, memberId: member.id, instance }) };
  }

  #page(input: unknown, reply: FastifyReply, status: number, error?: string): void {
    const { site } = this.headlessSite.instance();
    const { email, ...parameters } = new TokenParameters(input).without('password', 'action');
    const html = loginPage({
      siteDisplayName: site.displayName,
      parameters,
      sampleEmails: this.members.list(site.siteId).map(({ loginEmail }) => loginEmail),
      ...(email !== undefined && { email }),
      ...(error !== undefined && { error }),
    });
    send(reply, status, html);
  }
}
