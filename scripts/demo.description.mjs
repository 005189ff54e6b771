/** What the demo prints: the URLs, and for each identity a line that works when pasted. */
export function describeDemo({ gatewayUrl, emulatorUrl, shopUrl, sites }) {
  const [site, other] = sites;
  const curl = (token, path) => `curl -s -H 'Authorization: ${token}' ${gatewayUrl}${path}`;
  return `
Liftgate is up. Ctrl-C stops it.

  Gateway        ${gatewayUrl}
  API explorer   ${gatewayUrl}/docs
  Wix emulator   ${emulatorUrl}   (demo page: sites, tokens, calls)

Front-ends of the app on ${site.name}:

  Site widget      ${emulatorUrl}/site/${site.siteId}/site-widget
  Dashboard page   ${emulatorUrl}/dashboard/${site.siteId}/dashboard-page
  Settings panel   ${emulatorUrl}/dashboard/${site.siteId}/settings-panel
  Headless shop    ${shopUrl}

The app is installed on two sites, ${sites.map(({ name, instanceId }) => `${name} (${instanceId})`).join(' and ')}.
Paste a line; each holds a token that is good for four hours.

# a visitor of ${site.name}
${curl(site.tokens.VISITOR, '/v1/instance')}

# a member of ${site.name}
${curl(site.tokens.MEMBER, '/v1/members/me')}

# a Wix user who runs ${site.name}
${curl(site.tokens.USER, '/v1/members')}

# a visitor of ${other.name}: another tenant
${curl(other.tokens.VISITOR, '/v1/identity')}
`;
}
