import { scriptJson } from '../http/html';
import { PAGE_SCRIPT } from './emulator-page.script';
import { PAGE_STYLE } from './emulator-page.style';

/** One page without any outside resource; it uses the control API. */
export function emulatorPage(gatewayUrl: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Wix emulator</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>Wix emulator</h1>
<p>Plays Wix for one app, on this machine only. Everything here also has an HTTP call under <code>/_emulator</code>.</p>
<section aria-labelledby="sites-title">
<div class="row"><h2 id="sites-title">Sites with the app</h2><button id="install" type="button">Install on a new site</button></div>
<div id="sites"><p>Loading …</p></div>
</section>
<section aria-labelledby="token-title">
<h2 id="token-title">Token</h2>
<p id="token-about" role="status">Choose an identity at a site above.</p>
<div id="commands"></div>
</section>
<section aria-labelledby="calls-title">
<div class="row"><h2 id="calls-title">Latest calls</h2><button id="clear" type="button">Clear</button></div>
<div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">Call</th><th scope="col">Status</th><th scope="col">Instance</th></tr></thead>
<tbody id="calls"></tbody></table></div>
</section>
</main>
<script>const gatewayUrl = ${scriptJson(gatewayUrl)};${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
