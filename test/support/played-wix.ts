import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WELL_KNOWN_APP_ID } from '../../src/emulator/well-known';

export interface ReceivedRequest {
  readonly method: string;
  /** As it came, query included. */
  readonly target: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

export const PLAYED_INSTANCE_ID = 'aaaaaaaa-0000-4000-8000-000000000001';

export const INSTANCE_ANSWER = {
  instance: { instanceId: PLAYED_INSTANCE_ID, appName: 'App', appVersion: '1.0.0', isFree: true },
  site: { siteId: 'bbbbbbbb-0000-4000-8000-000000000001', siteDisplayName: 'Site' },
};

/** Token Info's answer of a good token. */
export function tokenInfo(subjectType: string, instanceId = PLAYED_INSTANCE_ID): Readonly<Record<string, unknown>> {
  const now = Math.floor(Date.now() / 1000);
  return {
    active: true,
    subjectType,
    subjectId: 'cccccccc-0000-4000-8000-000000000001',
    exp: String(now + 3600),
    iat: String(now),
    clientId: WELL_KNOWN_APP_ID,
    instanceId,
  };
}

/**
 * A server that keeps every request as it came over the wire and plays a Wix in which every token is good: a token that
 * begins with `VISITOR`, `MEMBER` or `APP` is one's, every other a Wix user's. `answers` replaces the answers of a path.
 */
export class PlayedWix {
  private constructor(
    readonly url: string,
    readonly requests: readonly ReceivedRequest[],
  ) {}

  /** Plays for the time of `work` alone. */
  static async during(
    answers: Readonly<Record<string, unknown>>,
    work: (played: PlayedWix) => Promise<void>,
  ): Promise<void> {
    const requests: ReceivedRequest[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: target = '', rawHeaders } = request;
        const body = Buffer.concat(chunks).toString();
        requests.push({ method, target, rawHeaders, body });
        const [path = ''] = target.split('?');
        answer(response, answers[path] ?? usualAnswer(path, body));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // a TCP server's address is never a pipe name
    try {
      await work(new PlayedWix(`http://127.0.0.1:${port}`, requests));
    } finally {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  }
}

function usualAnswer(path: string, body: string): unknown {
  switch (path) {
    case '/oauth2/token-info':
      return tokenInfo(/"token":"(VISITOR|MEMBER|APP)/.exec(body)?.[1] ?? 'USER');
    case '/oauth2/token':
      return { access_token: 'app-token-of-the-played-wix', token_type: 'Bearer', expires_in: 14_400 };
    case '/apps/v1/instance':
      return INSTANCE_ANSWER;
    case '/stores/v1/products/query':
      return { products: [] };
    case '/members/v1/members':
      return { members: [] };
    default:
      return { member: { id: 'm' } };
  }
}

function answer(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}
