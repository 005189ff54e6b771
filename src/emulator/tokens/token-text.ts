import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { AccessToken } from './access-token';

// Symmetric and known to nobody: like Wix's, the signature cannot be checked from outside.
const KEY = randomBytes(32);
const HEADER = Buffer.from(JSON.stringify({ kid: 'EmuLator', alg: 'HS256' })).toString('base64url');

function permissionsOf({ subject }: Pick<AccessToken, 'subject'>): string {
  return subject.type === 'VISITOR' ? '' : 'offline_access';
}

/** `OauthNG.JWS.<header>.<payload>.<signature>`; the payload's `data` is JSON text of `{instance}`. */
export function oauthTokenText(token: Omit<AccessToken, 'value'>): string {
  const { subject, instance } = token;
  const data = {
    instance: {
      ...(instance && { instanceId: instance.instanceId }),
      appDefId: token.clientId,
      signDate: new Date(token.issuedAt * 1000).toISOString(),
      ...((subject.type === 'USER' || subject.type === 'MEMBER') && { uid: subject.id }),
      permissions: permissionsOf(token),
      demoMode: false,
      ...(instance && { siteOwnerId: instance.site.ownerId, metaSiteId: instance.site.siteId }),
      // Two tokens of the same second must differ.
      biToken: randomUUID(),
    },
  };
  const claims = { data: JSON.stringify(data), iat: token.issuedAt, exp: token.expiresAt };
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const signature = createHmac('sha256', KEY).update(`${HEADER}.${payload}`).digest('base64url');
  return `OauthNG.JWS.${HEADER}.${payload}.${signature}`;
}

/** Tokens of custom authentication and refresh tokens: opaque behind their prefix. */
export function opaqueTokenText(prefix: string): string {
  return `${prefix}${randomBytes(48).toString('base64url')}`;
}
