import type { FastifyReply } from 'fastify';
import { SESSION_COOKIE } from '../auth/session.cookie';
import { SESSION_LIFETIMES } from './session.lifetimes';

/** Lax: a link from another site finds the session, a form or script of another site does not. */
const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax';

export function setSessionCookie(reply: FastifyReply, value: string): void {
  const seconds = SESSION_LIFETIMES.absolute / 1000;
  void reply.header('set-cookie', `${SESSION_COOKIE}=${value}; ${ATTRIBUTES}; Max-Age=${seconds}`);
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${SESSION_COOKIE}=; ${ATTRIBUTES}; Max-Age=0`);
}
