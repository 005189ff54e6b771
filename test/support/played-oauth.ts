import { json, LoopbackServer } from '../unit/wix/loopback-server';

/** Seconds that its access tokens live. */
export const TOKEN_LIFE_SECONDS = 14_400;

/**
 * Plays Wix's token endpoint for a headless site: visitors are `visitor-<n>`, access tokens `access.<subject>.<n>`, and
 * refresh tokens `refresh.<subject>`, unless a test says otherwise.
 */
export class PlayedOAuth {
  readonly server = new LoopbackServer();
  /** How it answers to refresh tokens. */
  refreshes: 'the same' | 'another' | 'none' | 'refused' = 'the same';
  /** Of every answer, instead of 200. */
  status = 200;
  /** Held until it resolves. */
  held: Promise<unknown> | undefined;
  #visitors = 0;
  #issued = 0;

  async start(): Promise<this> {
    await this.server.start();
    this.server.respond = (response, request) => {
      void (this.held ?? Promise.resolve()).then(() => {
        const { status, body } = this.#answer(JSON.parse(request.body) as Record<string, string>);
        json(status, body)(response, request);
      });
    };
    return this;
  }

  /** How often each grant was asked for. */
  asked(grantType: string): number {
    return this.server.received.filter(({ body }) => body.includes(`"${grantType}"`)).length;
  }

  /** The refresh tokens that were sent. */
  refreshTokens(): readonly string[] {
    return this.server.received.flatMap(
      ({ body }) => (JSON.parse(body) as { refreshToken?: string }).refreshToken ?? [],
    );
  }

  #answer({ grantType, refreshToken = '' }: Record<string, string>): { status: number; body: object } {
    if (this.status !== 200) return { status: this.status, body: {} };
    if (grantType === 'anonymous') {
      const subject = `visitor-${++this.#visitors}`;
      return { status: 200, body: { ...this.#access(subject), refresh_token: `refresh.${subject}` } };
    }
    if (this.refreshes === 'refused') return { status: 400, body: { error: 'invalid_grant' } };
    const subject = refreshToken.split('.')[1] ?? '';
    const next = { 'the same': refreshToken, another: `refresh.${subject}.${this.#issued}`, none: undefined }[
      this.refreshes
    ];
    return { status: 200, body: { ...this.#access(subject), ...(next !== undefined && { refresh_token: next }) } };
  }

  #access(subject: string) {
    return { access_token: `access.${subject}.${++this.#issued}`, expires_in: TOKEN_LIFE_SECONDS };
  }
}
