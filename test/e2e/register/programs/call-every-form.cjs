const https = require('node:https');
const { request, get, Agent } = require('node:https');
const { connect } = require('node:tls');
const axios = require('axios');
const undici = require('undici');
const callForms = require('./call-forms.cjs');

const forms = callForms({ https, request, get, Agent, connect, axios, undici });

/** Prints one line of JSON: each form's name and the text that it got. */
async function main() {
  const texts = {};
  for (const [name, call] of Object.entries(forms)) {
    texts[name] = await call(`https://www.wixapis.com/${name}/a%20b?q=1&r=%C3%A9`).catch(String);
  }
  console.log(JSON.stringify(texts));
}

main();
