import { scriptJson } from '../http/html';
import type { AuthorizeRequest } from './authorize.request';

/** What goes back to the client: `code` or `error`, and always `state`. */
export type AuthorizeOutcome =
  { readonly code: string } | { readonly error: string; readonly error_description: string };

export type AuthorizeResponse = { readonly redirectTo: string } | { readonly html: string };

/** Puts the outcome into query, fragment or a message to the embedding page. */
export function authorizeResponse(request: AuthorizeRequest, outcome: AuthorizeOutcome): AuthorizeResponse {
  const parameters = { ...outcome, ...(request.state !== undefined && { state: request.state }) };
  if (request.responseMode === 'web_message' || request.redirectUri === undefined)
    return { html: messagePage(parameters) };
  const url = new URL(request.redirectUri);
  if (request.responseMode === 'fragment') url.hash = new URLSearchParams(parameters).toString();
  else for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { redirectTo: url.href };
}

/** The message may reach any page, but the code is of use only to the one that holds the PKCE verifier. */
function messagePage(parameters: Readonly<Record<string, string>>): string {
  return `<!doctype html><html lang="en"><title>Logging in</title>
<script>(window.opener || window.parent).postMessage(${scriptJson(parameters)}, '*')</script></html>`;
}
