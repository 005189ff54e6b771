import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface HttpRequest {
  readonly method?: string;
  /** Sent as it is spelled. */
  readonly path: string;
  /** A list holds names and values in turn, so that a name may come twice. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  readonly body?: string;
  readonly agent?: Agent;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. Untyped: what it holds is what a test is about. */
  readonly json: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** One HTTP exchange without the corrections that `fetch` makes to paths and headers. */
export function sendRequest(origin: string, { path, agent, ...options }: HttpRequest): Promise<HttpAnswer> {
  const { hostname, port } = new URL(origin);
  const { method = 'GET', headers = {}, body } = options;
  const raw: string[] = Array.isArray(headers) ? [...(headers as string[])] : Object.entries(headers).flat();
  if (body !== undefined) raw.push('Content-Length', String(Buffer.byteLength(body)));
  return new Promise((resolve, reject) => {
    // Node adds no Host of its own to a list of headers.
    const sent = request({ hostname, port, method, path, agent, headers: ['Host', `${hostname}:${port}`, ...raw] });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
      });
    });
    sent.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
