import type { FastifyInstance } from 'fastify';

/**
 * JSON, or form fields, or the text itself. Wix reads a JSON body whatever its Content-Type says; so do its samples. JSON
 * that is broken stays text, which nobody takes for an object.
 */
export function readBody(text: string, contentType: string): unknown {
  if (/^\s*[[{"]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  return text === '' ? undefined : text;
}

export function installBodyParser(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'string' }, (request, text: string, done) => {
    done(null, readBody(text, request.headers['content-type'] ?? ''));
  });
}
