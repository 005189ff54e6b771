import https, { Agent, get, request } from 'node:https';
import { connect } from 'node:tls';
import axios from 'axios';
import * as undici from 'undici';
import callForms from './call-forms.cjs';

// Prints one line of JSON: each form's name and the text that it got.
const texts = {};
for (const [name, call] of Object.entries(callForms({ https, request, get, Agent, connect, axios, undici }))) {
  texts[name] = await call(`https://www.wixapis.com/${name}/a%20b?q=1&r=%C3%A9`).catch(String);
}
console.log(JSON.stringify(texts));
