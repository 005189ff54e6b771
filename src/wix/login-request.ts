/** Whether Wix asks for a login (`login`), or only looks for a member who is logged in there (`none`). */
export const PROMPTS = ['login', 'none'] as const;

/** The social logins of Wix, by the ids that its SDK has for them. */
const IDENTITY_PROVIDER_IDS = {
  google: '0e6a50f5-b523-4e29-990d-f37fa2ffdd69',
  facebook: '3ecad13f-52c3-483d-911f-31dbcf2a6d23',
} as const;

export type Prompt = (typeof PROMPTS)[number];
export type IdentityProvider = keyof typeof IDENTITY_PROVIDER_IDS;

// Object.keys forgets that the table has exactly these keys.
export const IDENTITY_PROVIDERS = Object.keys(IDENTITY_PROVIDER_IDS) as IdentityProvider[];

/** One login of a member as OAuth asks for it (RFC 6749 §4.1.1, with PKCE: RFC 7636). */
export interface LoginRequest {
  readonly redirectUri: string;
  /** base64url of the verifier's SHA-256. */
  readonly codeChallenge: string;
  readonly state: string;
  readonly prompt: Prompt;
  readonly identityProvider?: IdentityProvider | undefined;
  /** Of a custom login: Wix then answers without asking anybody. */
  readonly sessionToken?: string | undefined;
}

/** The request in Wix's words. */
export function authorizeRequest(clientId: string, login: LoginRequest): object {
  const { redirectUri, codeChallenge, state, identityProvider, sessionToken } = login;
  return {
    redirectUri,
    clientId,
    codeChallenge,
    codeChallengeMethod: 'S256',
    responseMode: 'query',
    responseType: 'code',
    scope: 'offline_access',
    state,
    ...(sessionToken !== undefined && { sessionToken }),
    ...(identityProvider !== undefined && { idp: IDENTITY_PROVIDER_IDS[identityProvider] }),
  };
}
