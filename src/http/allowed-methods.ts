import type { FastifyInstance } from 'fastify';

/** The methods that a path answers to, OPTIONS included; empty when there is no such path. */
export function allowedMethods(fastify: FastifyInstance, url: string): readonly string[] {
  const routed = fastify.supportedMethods.filter((method) => fastify.findRoute({ method, url }) !== null);
  return routed.length === 0 || routed.includes('OPTIONS') ? routed : [...routed, 'OPTIONS'];
}
