import { escapeHtml } from '../http/html';
import { WELL_KNOWN_MEMBER_PASSWORD } from '../well-known';

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 24rem; margin: 10vh auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; }
  label { display: block; margin-top: 1rem; font-weight: 600; }
  input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; margin-top: .25rem; }
  .buttons { display: flex; gap: .5rem; margin-top: 1.5rem; }
  button { padding: .5rem 1rem; font: inherit; cursor: pointer; }
  [role=alert] { border-left: 4px solid #c62828; padding: .5rem .75rem; }
  details { margin-top: 2rem; }
  code { font-size: .9em; }`;

export interface LoginPage {
  readonly siteDisplayName: string;
  /** Parameters of the authorize request, sent along with the form. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly sampleEmails: readonly string[];
  readonly email?: string;
  readonly error?: string;
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main>${content}</main></body></html>`;
}

/** The login page of a site, where a person logs in as a member. */
export function loginPage({ siteDisplayName, parameters, sampleEmails, email = '', error }: LoginPage): string {
  const hidden = Object.entries(parameters)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const samples = sampleEmails.map((sample) => `<li><code>${escapeHtml(sample)}</code></li>`).join('');
  return page(
    `Log in to ${siteDisplayName}`,
    `<h1>Log in to ${escapeHtml(siteDisplayName)}</h1>
${error === undefined ? '' : `<p role="alert">${escapeHtml(error)}</p>`}
<form method="post" action="/_api/oauth2/authorize">${hidden}
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="username" required autofocus value="${escapeHtml(email)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<div class="buttons"><button type="submit">Log in</button>
<button type="submit" name="action" value="cancel" formnovalidate>Cancel</button></div>
</form>
<details open><summary>Members of this sample site</summary>
<ul>${samples}</ul><p>Their password: <code>${escapeHtml(WELL_KNOWN_MEMBER_PASSWORD)}</code></p></details>`,
  );
}

/** A request that cannot be answered anywhere else. */
export function loginErrorPage(message: string): string {
  return page('This login cannot go on', `<h1>This login cannot go on</h1><p role="alert">${escapeHtml(message)}</p>`);
}
