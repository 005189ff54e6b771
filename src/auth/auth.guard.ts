import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../errors/coded.error';
import { AccessTokenAuthenticator } from './access-token.authenticator';
import { AnonymousLimit } from './anonymous-limit';
import { AuthenticationRequiredError } from './authentication.error';
import { readCredential } from './credential.reader';
import { InstallationGate } from './installation-gate';
import type { InstanceContext } from './instance-context';
import './request-context';
import { type CallerAccess, declaredAccess, type SignedKind } from './route-access';
import { SessionAuthenticator } from './session.authenticator';
import { SignedInstanceAuthenticator } from './signed-instance.authenticator';
import { SignedRequestAuthenticator } from './signed-request.authenticator';

/** Who is calling: turns the one credential of a request into its InstanceContext. Runs before AccessGuard. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly accessTokens: AccessTokenAuthenticator,
    private readonly signedInstances: SignedInstanceAuthenticator,
    private readonly signedRequests: SignedRequestAuthenticator,
    private readonly anonymous: AnonymousLimit,
    private readonly installations: InstallationGate,
    private readonly sessions: SessionAuthenticator,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const [access] = declaredAccess(context.getHandler());
    switch (access?.access) {
      case 'public':
        return true;
      case 'authenticated':
      case 'elevated': {
        const http = context.switchToHttp();
        return this.#authenticate(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), access);
      }
      case 'signed-by-wix':
        return this.#verify(context.switchToHttp().getRequest<FastifyRequest>(), access.kind);
      case undefined:
        // The check at start refuses such a route; should one get past it, it stays closed.
        throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no access.`);
    }
  }

  #authenticate(request: FastifyRequest, reply: FastifyReply, access: CallerAccess): true | Promise<true> {
    try {
      const instance = this.#contextOf(request, reply, access);
      if (!(instance instanceof Promise)) return this.#admit(request, instance);
      return instance.then(
        (answer) => {
          this.anonymous.release(reply);
          return this.#admit(request, answer);
        },
        (error: unknown) => this.#refuse(request, reply, error),
      );
    } catch (error) {
      return this.#refuse(request, reply, error);
    }
  }

  #contextOf(
    request: FastifyRequest,
    reply: FastifyReply,
    access: CallerAccess,
  ): InstanceContext | Promise<InstanceContext> {
    // Fastify types a query it has no schema for as unknown.
    const query = request.query as { readonly instance?: unknown };
    const instanceParameter = access.instanceParameter ? query.instance : undefined;
    const cookies = this.sessions.isOn ? request.headers.cookie : undefined;
    const credential = readCredential(request.raw.rawHeaders, instanceParameter, cookies);
    const options = {
      fresh: access.fresh,
      stale: access.access === 'authenticated' && !access.fresh ? 'allowed' : 'refused',
      servedStale: () => {
        void reply.header('x-liftgate-verdict', 'stale');
      },
      beforeAsking: () => this.anonymous.check(request.ip, reply),
      beforeBeginning: () => this.anonymous.charge(request.ip, reply),
    } as const;
    switch (credential?.kind) {
      case 'access-token':
        return this.accessTokens.authenticate(credential.value, options);
      case 'signed-instance':
        return this.signedInstances.authenticate(credential.value, options);
      case 'session':
        return this.sessions.authenticate(credential.value, request, reply, options);
      case undefined: {
        const begun = this.sessions.begin(request, reply, options);
        if (begun === undefined) throw new AuthenticationRequiredError();
        return begun;
      }
    }
  }

  #admit(request: FastifyRequest, instance: InstanceContext): true {
    if (!this.installations.admits(instance)) {
      throw new CodedError('app_not_installed', 'The app was removed from this site. Install it again to use it.');
    }
    request.instanceContext = instance;
    return true;
  }

  /** Guards run after the body was read, so its bytes are there. */
  async #verify(request: FastifyRequest, kind: SignedKind): Promise<true> {
    request.signedRequest = await this.signedRequests.authenticate(kind, request.body);
    return true;
  }

  /** Only what the caller did wrong is charged: while Wix is down nobody loses anything. */
  #refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<never> {
    if (error instanceof CodedError && CHARGED.has(error.code)) return this.#charge(request, reply, error);
    this.anonymous.release(reply);
    throw error;
  }

  async #charge(request: FastifyRequest, reply: FastifyReply, error: CodedError): Promise<never> {
    try {
      await this.anonymous.charge(request.ip, reply);
    } finally {
      this.anonymous.release(reply);
    }
    throw error;
  }
}

const CHARGED: ReadonlySet<string> = new Set(['authentication_required', 'invalid_request', 'invalid_token']);
