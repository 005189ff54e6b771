import type { FastifyInstance } from 'fastify';

/** The methods that a path answers to, OPTIONS included; empty when there is no such path. */
export function allowedMethods(fastify: FastifyInstance, url: string): readonly string[] {
  // Fastify's type forgets that findRoute answers null.
  const isRouted = (method: string) => (fastify.findRoute({ method, url }) as object | null) !== null;
  const routed = fastify.supportedMethods.filter(isRouted);
  return routed.length === 0 || routed.includes('OPTIONS') ? routed : [...routed, 'OPTIONS'];
}
