/** Runs in the browser. Texts reach the page by `textContent` only. */
export const PAGE_SCRIPT = `
const byId = (id) => document.getElementById(id);
function element(name, properties = {}, ...children) {
  const created = Object.assign(document.createElement(name), properties);
  created.append(...children);
  return created;
}
async function call(method, path, body) {
  const init = { method, headers: { 'content-type': 'application/json' }, body: body && JSON.stringify(body) };
  const response = await fetch('/_emulator/' + path, body ? init : { method });
  if (response.status === 204) return undefined;
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}
const run = (action) => () => action().catch((error) => { byId('token-about').textContent = error.message; });
const button = (text, action) => element('button', { type: 'button', textContent: text, onclick: run(action) });

function command(title, text) {
  const copy = button('Copy', async () => { await navigator.clipboard.writeText(text); copy.textContent = 'Copied'; });
  return element('div', {}, element('div', { className: 'row' }, element('strong', { textContent: title }), copy),
    element('pre', { textContent: text, tabIndex: 0 }));
}
async function mint(site, subjectType) {
  const { accessToken } = await call('POST', 'tokens', { instanceId: site.instanceId, subjectType });
  byId('token-about').textContent = subjectType + ' token of ' + site.siteDisplayName + ', valid for four hours';
  byId('commands').replaceChildren(
    command('Ask the gateway', "curl -H 'Authorization: " + accessToken + "' " + gatewayUrl + '/v1/identity'),
    command('Ask Token Info', "curl -H 'Content-Type: application/json' -d '" + JSON.stringify({ token: accessToken }) + "' " + location.origin + '/oauth2/token-info'),
    command('The token', accessToken));
}
function siteCard(site) {
  const identities = { VISITOR: 'Visitor', MEMBER: 'Member', USER: 'Wix user', APP: 'App' };
  const buttons = Object.entries(identities).map(([type, name]) => button(name + ' token', () => mint(site, type)));
  const remove = button('Remove the app', async () => { await call('DELETE', 'instances/' + site.instanceId); await showSites(); });
  return element('article', { className: 'site' },
    element('h3', { textContent: site.siteDisplayName }),
    element('div', {}, 'instance ', element('code', { textContent: site.instanceId }), ', site ', element('code', { textContent: site.siteId })),
    element('div', { textContent: site.members.length + ' members: ' + site.members.map((member) => member.nickname).join(', ') }),
    element('div', { className: 'buttons' }, ...buttons, remove));
}
async function showSites() {
  const sites = await call('GET', 'instances');
  const cards = sites.map(siteCard);
  byId('sites').replaceChildren(...(cards.length > 0 ? cards : [element('p', { textContent: 'The app is installed nowhere yet.' })]));
}
async function showCalls() {
  const calls = await call('GET', 'calls?limit=25');
  byId('calls').replaceChildren(...calls.reverse().map((made) => element('tr', {},
    element('td', { textContent: new Date(made.at).toLocaleTimeString() }),
    element('td', {}, element('code', { textContent: made.method + ' ' + made.path })),
    element('td', { textContent: made.status || 'none' }),
    element('td', {}, element('code', { textContent: (made.instanceId || '').slice(0, 8) })))));
}
byId('install').onclick = run(async () => { await call('POST', 'instances', {}); await showSites(); });
byId('clear').onclick = run(async () => { await call('DELETE', 'calls'); await showCalls(); });
run(showSites)();
run(showCalls)();
setInterval(() => { if (!document.hidden) run(showCalls)(); }, 2000);
`;
