import type { OnApplicationShutdown } from '@nestjs/common';
import { context, propagation, trace } from '@opentelemetry/api';

/**
 * Sends spans in batches to a collector, as OTLP over HTTP (JSON). A collector that is slow or away costs spans and
 * nothing else.
 */
export class TraceExport implements OnApplicationShutdown {
  private constructor(private readonly provider: { shutdown(): Promise<void> }) {}

  /**
   * @param endpoint base URL of the collector, to which `/v1/traces` is added (OTLP specification, "Endpoint URLs for OTLP/HTTP")
   * @param version the gateway's
   */
  static async start(endpoint: string, version: string): Promise<TraceExport> {
    // Loaded here and not above: a gateway without traces need not wait for them.
    const [{ OTLPTraceExporter }, { resourceFromAttributes }, { BatchSpanProcessor, NodeTracerProvider }] =
      await Promise.all([
        import('@opentelemetry/exporter-trace-otlp-http'),
        import('@opentelemetry/resources'),
        import('@opentelemetry/sdk-trace-node'),
      ]);
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
    const provider = new NodeTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'liftgate', 'service.version': version }),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    provider.register();
    return new TraceExport(provider);
  }

  /** Sends what is left. */
  async onApplicationShutdown(): Promise<void> {
    // What a collector does not take is lost; the gateway stops all the same.
    await this.provider.shutdown().catch(() => undefined);
    for (const api of [trace, context, propagation]) api.disable();
  }
}
