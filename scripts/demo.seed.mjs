const SITES = [
  {
    siteId: '65c5e710-5e64-4b54-a807-237a554d28a7',
    instanceId: '1ec48d1e-1919-4b9f-8e08-f7a242fdbf52',
  },
  {
    siteId: '7b1f0a52-9d35-4a0e-8c56-0a7f3a3f8f11',
    instanceId: '2fd59e2f-2a2a-4cae-9f19-08b353fec063',
  },
];

/**
 * Installs the app on two sites of the emulator and mints a token for each identity.
 *
 * @returns for each site its name, its id, the instance's id and `tokens: {VISITOR, MEMBER, USER}`.
 */
export async function seed(emulatorUrl) {
  const sites = [];
  for (const ids of SITES) {
    const { instanceId, siteDisplayName } = await post(`${emulatorUrl}/_emulator/instances`, ids);
    const tokens = {};
    for (const subjectType of ['VISITOR', 'MEMBER', 'USER']) {
      tokens[subjectType] = (await post(`${emulatorUrl}/_emulator/tokens`, { instanceId, subjectType })).accessToken;
    }
    sites.push({ name: siteDisplayName, siteId: ids.siteId, instanceId, tokens });
  }
  return sites;
}

/** Shows each site's visitors its widget, as its owner would. */
export async function publish(gatewayUrl, sites) {
  for (const { name, tokens } of sites) {
    const answer = await fetch(`${gatewayUrl}/v1/settings`, {
      method: 'PUT',
      headers: { authorization: tokens.USER, 'content-type': 'application/json' },
      body: JSON.stringify({ title: `Fresh from ${name}`, theme: 'auto', accentColor: '#1f6f54', published: true }),
    });
    if (!answer.ok) throw new Error(`The gateway answered ${answer.status} to PUT /v1/settings.`);
  }
}

async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
