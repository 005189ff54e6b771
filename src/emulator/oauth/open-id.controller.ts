import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAuthorization } from '../apis/api-authorization';
import { EmulatorConfig } from '../config/emulator.config';
import { MemberStore } from '../sites/member.store';
import { JwtSigner } from '../webhooks/jwt.signer';

/** OpenID Connect, which Wix offers as a preview. Access tokens are not signed with these keys. */
@Controller()
export class OpenIdController {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly signer: JwtSigner,
    private readonly authorization: ApiAuthorization,
    private readonly members: MemberStore,
  ) {}

  @Get(['oauth2/jwks', 'v1/oauth/jwks', '_api/oauth2/jwks'])
  keys(): { readonly keys: readonly JsonWebKey[] } {
    const key = createPublicKey(this.config.privateKey).export({ format: 'jwk' });
    return { keys: [{ ...key, kid: this.signer.keyId, alg: 'RS256', use: 'sig' }] };
  }

  /** Who is logged in: members and Wix users. */
  @Get(['oauth2/user-info', 'v1/oauth/user-info', '_api/oauth2/user-info'])
  userInfo(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Readonly<Record<string, unknown>> {
    const { subject, instance } = this.authorization.require(request, reply, ['MEMBER', 'USER']);
    if (subject.type === 'USER') return { sub: subject.id, email: instance.site.ownerEmail, emailVerified: true };
    const member = this.members.find(instance.site.siteId, subject.id);
    if (member === undefined) return { sub: subject.id };
    const { firstName, lastName } = member.contact;
    return {
      sub: subject.id,
      givenName: firstName,
      familyName: lastName,
      email: member.loginEmail,
      emailVerified: member.loginEmailVerified,
    };
  }
}
