import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { WixFailure } from './wix-failure.error';

const tracer = trace.getTracer('liftgate');

/**
 * One exchange with Wix as a span below that of the request it is made for; without one, tracing off included, the
 * exchange alone. The span knows the call as it is declared, and the status: no parameter, header or body.
 */
export function traced<Reply extends { readonly status: number }>(
  call: string,
  exchange: () => Promise<Reply>,
): Promise<Reply> {
  if (trace.getActiveSpan() === undefined) return exchange();
  const attributes = { 'http.request.method': call.slice(0, call.indexOf(' ')), 'wix.call': call };
  return tracer.startActiveSpan(`Wix ${call}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      const reply = await exchange();
      span.setAttribute('http.response.status_code', reply.status);
      return reply;
    } catch (error) {
      span.setAttribute('error.type', error instanceof WixFailure ? error.reason : 'unknown');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
