import { Injectable } from '@nestjs/common';
import { ClientRegistry } from './client.registry';
import { RedirectUris } from './redirect-uris';
import { TokenParameters } from './token-parameters';

type ResponseMode = 'query' | 'fragment' | 'web_message';

/** A login that a front-end asks for; RFC 6749 section 4.1.1 with PKCE. */
export interface AuthorizeRequest {
  readonly clientId: string;
  /** Absent only for `web_message`, which goes to the page that embeds the login. */
  readonly redirectUri: string | undefined;
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  readonly scope: string;
  readonly codeChallenge: string | undefined;
  readonly codeChallengeMethod: string | undefined;
  readonly sessionToken: string | undefined;
  readonly prompt: string | undefined;
  /** What is wrong with it and may be told to the redirect URI. */
  readonly error: { readonly code: string; readonly description: string } | undefined;
}

const RESPONSE_MODES: readonly ResponseMode[] = ['query', 'fragment', 'web_message'];

/** The request cannot be answered at its redirect URI: it may be anybody's. Its message is for the person. */
export class UnsafeAuthorizeRequest extends Error {}

function errorOf(parameters: TokenParameters): AuthorizeRequest['error'] {
  if (parameters.get('response_type') !== 'code')
    return { code: 'unsupported_response_type', description: 'responseType must be code' };
  if (parameters.get('code_challenge') === undefined)
    return { code: 'invalid_request', description: 'codeChallenge is missing' };
  const method = parameters.get('code_challenge_method');
  return method === 'S256' || method === 'S512'
    ? undefined
    : { code: 'invalid_request', description: 'codeChallengeMethod must be S256 or S512' };
}

/** Reads authorize requests from query or form. */
@Injectable()
export class AuthorizeRequestReader {
  constructor(
    private readonly clients: ClientRegistry,
    private readonly redirectUris: RedirectUris,
  ) {}

  /** @throws {UnsafeAuthorizeRequest} on an unknown client or a redirect URI that is not allowed. */
  read(input: unknown): AuthorizeRequest {
    const parameters = new TokenParameters(input);
    const redirectUri = parameters.get('redirect_uri');
    const responseMode = RESPONSE_MODES.find((mode) => mode === parameters.get('response_mode')) ?? 'query';
    const clientId = this.clients.findPublicClient(parameters.get('client_id'));
    if (clientId === undefined) throw new UnsafeAuthorizeRequest('The clientId is not known.');
    const returnsToPage = redirectUri === undefined && responseMode === 'web_message';
    if (!returnsToPage && (redirectUri === undefined || !this.redirectUris.isAllowed(redirectUri)))
      throw new UnsafeAuthorizeRequest('The redirectUri is not one of the allowed authorization redirect URIs.');
    return {
      clientId,
      redirectUri,
      responseMode,
      state: parameters.get('state'),
      scope: parameters.get('scope') ?? '',
      codeChallenge: parameters.get('code_challenge'),
      codeChallengeMethod: parameters.get('code_challenge_method'),
      sessionToken: parameters.get('session_token'),
      prompt: parameters.get('prompt'),
      error: errorOf(parameters),
    };
  }
}
