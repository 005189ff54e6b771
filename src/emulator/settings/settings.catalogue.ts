type Variant = string | number | boolean;

export interface SettingDefinition {
  readonly about: string;
  /** What the setting can be; the first is the default. */
  readonly variants: readonly [Variant, ...Variant[]];
  /** The variants are examples: it takes every whole number from the one to the other. */
  readonly integers?: readonly [from: number, to: number];
}

/** No machine's clock is further off, and dates have an end. */
const TEN_YEARS_SECONDS = 10 * 365 * 86_400;

/** Every answer of Wix that its documentation leaves open, by name. */
export const SETTINGS = {
  tokenInfoForInvalidToken: {
    about:
      'Token Info for an expired, revoked or unknown token; inactiveWithFields says active:false beside all fields.',
    variants: ['inactive', 'inactiveWithFields', 'missingFields', 400, 401],
  },
  tokenInfoForMalformedToken: {
    about: 'Token Info for text that is no token at all.',
    variants: [400, 401, 'inactive'],
  },
  activeAs: {
    about: 'Token Info sends active as a boolean, or as the string "true".',
    variants: ['boolean', 'string'],
  },
  timesAs: {
    about: 'Token Info sends iat and exp as strings of seconds, or as numbers.',
    variants: ['string', 'number'],
  },
  acceptBearerPrefixInTokenInfo: {
    about: 'Whether Token Info takes "Bearer <token>" as its token.',
    variants: [true, false],
  },
  appSubjectId: { about: "Token Info's subjectId of an app token.", variants: ['appId', 'instanceId'] },
  instanceParameterIdentity: {
    about:
      'Identity that Token Info reads from a signed instance value: VISITOR by aid, USER by uid with OWNER, MEMBER by siteMemberId; or always USER.',
    variants: ['byFields', 'alwaysUser'],
  },
  instanceParameterFields: {
    about: 'Undocumented fields of a signed instance value: those seen in production, none, or all that ever existed.',
    variants: ['seen', 'documented', 'all'],
  },
  uninstalledInstanceStatus: {
    about: 'Status of invalid_grant for an instance that is unknown or uninstalled.',
    variants: [400, 401],
  },
  wrongSecretStatus: { about: 'Status of invalid_client.', variants: [401, 400] },
  expiredTokenStatus: {
    about: 'API answer to an expired token: 401, Wix Data’s 400 WDE0117, or 401 without site context.',
    variants: ['401', '400-WDE0117', '401-no-metasite'],
  },
  forbiddenBody: {
    about: 'Body of a 403: blank texts, as platformized services send, or full.',
    variants: ['blank', 'full'],
  },
  rateLimit: { about: '200 API requests a minute per instance, then 429.', variants: [false, true] },
  retryAfter: { about: 'Retry-After beside a 429.', variants: ['none', 'seconds', 'date'] },
  rateLimitHeaders: { about: 'X-RateLimit-* beside a 429.', variants: [false, true] },
  boundTokens: {
    about: 'Front-end tokens are bound to the browser: APIs refuse them until strip_bound_session unbinds them.',
    variants: [false, true],
  },
  consistentHeader: { about: 'API answers carry X-Wix-Consistent.', variants: [false, true] },
  refreshTokenOnRefresh: { about: 'The refresh_token grant answers a refresh token again.', variants: [true, false] },
  legacyTokenPrefix: { about: 'First part of custom authentication tokens.', variants: ['OAUTH2.', 'JWS.', 'IST.'] },
  webhookRetriesResigned: {
    about: 'A webhook retry is signed anew, or repeats the first JWT.',
    variants: [false, true],
  },
  webhookCarriesExp: { about: "A webhook's JWT has an exp.", variants: [true, false] },
  installEventType: {
    about: 'Event type of the install webhook.',
    variants: ['AppInstalled', 'wix.app_management.apps.app_instance.v1.app_instance_installed'],
  },
  servicePluginLanguages: { about: 'Service plugin metadata.languages.', variants: ['array', 'string'] },
  servicePluginTimeoutMs: {
    about: 'How long Wix waits for a service plugin: any whole number up to an hour.',
    variants: [10_000, 5000, 30_000],
    integers: [1, 3_600_000],
  },
  registrationState: {
    about: 'What registering a member answers.',
    variants: ['SUCCESS', 'REQUIRE_OWNER_APPROVAL', 'REQUIRE_EMAIL_VERIFICATION'],
  },
  allowedRedirectUris: { about: 'Which redirectUri a login may return to.', variants: ['any', 'loopback', 'none'] },
  tokenLifetimeSeconds: {
    about: 'Lifetime of newly issued access tokens: any whole number up to ten years; expired ones when negative.',
    variants: [14_400, 900, 300],
    integers: [-TEN_YEARS_SECONDS, TEN_YEARS_SECONDS],
  },
  clockOffsetSeconds: {
    about: "How far Wix's clock is ahead of this machine's: any whole number up to ten years, behind when negative.",
    variants: [0, 120, -120],
    integers: [-TEN_YEARS_SECONDS, TEN_YEARS_SECONDS],
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof SETTINGS;

type VariantOf<D extends SettingDefinition> = D extends { integers: unknown } ? number : D['variants'][number];
export type SettingValues = { -readonly [Name in SettingName]: VariantOf<(typeof SETTINGS)[Name]> };
