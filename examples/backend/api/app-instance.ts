import { appInstances } from '@wix/app-management';
import { auth, httpClient } from '@wix/essentials';

/** An HTTP endpoint (API extension) as the Wix CLI has it: a web `Request` in, a web `Response` out. */
export async function GET(req: Request): Promise<Response> {
  const { instanceId } = await auth.getTokenInfo();
  const { instance, site } = await auth.elevate(appInstances.getAppInstance)();
  const wanted = new URL(req.url).searchParams.get('of') ?? 'app';
  const name = wanted === 'site' ? site?.siteDisplayName : instance?.appName;
  return new Response(JSON.stringify({ instanceId, name }), { headers: { 'content-type': 'application/json' } });
}

/** Reads a body, and calls Wix as whoever is calling. */
export async function POST(req: Request): Promise<Response> {
  const { note } = (await req.json()) as { note?: string };
  if (note === undefined) return new Response('Send a note.', { status: 422 });
  const answer = await httpClient.fetchWithAuth('https://www.wixapis.com/members/v1/members/my');
  return Response.json({ note, isMember: answer.ok }, { status: 201 });
}
