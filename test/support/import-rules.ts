/** Folders of `src/` that stand on the same step: they import every lower step, and each other only by a `SIBLING_IMPORTS` line. */
interface Layer {
  readonly folders: readonly string[];
  readonly why: string;
}

/** Files directly in `src/`, and commands wherever they lie: what puts the parts together. */
export const TOP = 'top';
/** Another program, which happens to live in the same tree. */
export const EMULATOR = 'emulator';
/** Parts that never import each other, whatever the layers say. */
export const FEATURES = 'features';

/** Lowest first. */
export const LAYERS: readonly Layer[] = [
  {
    folders: ['identifiers', 'errors', 'event-loop'],
    why: 'the words everything is said in, and the loop everything runs in; they know of nothing',
  },
  { folders: ['config'], why: 'what the process was told; read before anything else exists' },
  { folders: ['cache', 'wix'], why: 'the two ways out of the process, of use to every kind of caller' },
  { folders: ['auth'], why: 'who is calling: asks Wix, remembers in the cache, lends nothing' },
  { folders: ['elevation'], why: "lends the app's identity to whom auth let through; auth must not be able to" },
  {
    folders: ['forwarding', 'observability', 'http', 'rate-limits'],
    why: 'how a request travels; may look at the caller, never decide who it is',
  },
  { folders: ['discovery'], why: 'finds what is declared on providers, whatever it is for' },
  {
    folders: ['database', 'audit', 'sdk', 'web-methods', 'webhooks', 'installations', 'service-plugins', 'sessions'],
    why: 'what features are written with',
  },
  { folders: [FEATURES, 'backend'], why: "the app's own code; nothing of the gateway may depend on it" },
  { folders: [TOP], why: 'the only place that knows all parts' },
];

interface SiblingImport {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Within a layer nothing is allowed but this, and never in a circle. */
export const SIBLING_IMPORTS: readonly SiblingImport[] = [
  { from: 'forwarding', to: 'http', why: 'one JSON schema documents an answer and limits what it shows' },
  { from: 'audit', to: 'database', why: "uses of the app's identity outlive the process" },
  { from: 'webhooks', to: 'database', why: 'the inbox: an event counts as received once it is stored' },
  { from: 'installations', to: 'database', why: 'installations outlive the process' },
  { from: 'installations', to: 'webhooks', why: 'they are learnt from AppInstalled and AppRemoved' },
  { from: 'sessions', to: 'database', why: 'tokens of a session stay in the server, encrypted' },
  { from: 'webhooks', to: 'sdk', why: 'a handler runs with the ambient SDK context of its event' },
  { from: 'web-methods', to: 'sdk', why: 'a web method runs with the ambient SDK context' },
];

interface WordRule {
  readonly word: RegExp;
  /** Folders where the word may stand. */
  readonly onlyIn: readonly string[];
  readonly why: string;
}

export const WORD_RULES: readonly WordRule[] = [
  {
    word: /wixapis\.com/i,
    onlyIn: ['wix', 'config', EMULATOR],
    why: 'a Wix address elsewhere would be a call past WixApi, its limits and its audit; config has the default base URL',
  },
  {
    word: /application\/problem\+json/i,
    onlyIn: ['http'],
    why: 'what an error looks like is decided in one place; everyone else throws a code',
  },
  {
    word: /\bprocess\s*(\??\.\s*env\b|\[)|\benv\b[^;]*\}\s*=\s*process\b|['"](node:)?process['"]/,
    onlyIn: ['config', EMULATOR],
    why: 'the environment is read once, checked and frozen',
  },
  {
    word: /\bScope\s*\.\s*REQUEST\b/,
    onlyIn: [],
    why: 'a request-scoped provider is built before the guards run, and costs most of the throughput',
  },
  {
    word: /\b(NestInterceptor|UseInterceptors|APP_INTERCEPTOR)\b/,
    onlyIn: [],
    why: 'one interceptor costs every route most of its throughput; a Fastify hook does the same for nothing',
  },
];
