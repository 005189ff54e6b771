/**
 * The backends of Wix's self-hosting guides, with Wix's origin from the environment: `GET /v1/identity` extracts the
 * instance id, `GET /v1/instance/details` gets the app instance over REST.
 */
import { createServer } from 'node:http';
import axios from 'axios';
import express from 'express';
import { announce } from './announce.mjs';

const { WIX_API_BASE_URL: wix, WIX_APP_ID, WIX_APP_SECRET } = process.env;
const app = express();

async function extractInstanceId(req) {
  const accessToken = req.headers.authorization;
  if (!accessToken) throw new Error('No access token in the authorization header');
  const tokenInfo = await axios.post(`${wix}/oauth2/token-info`, { token: accessToken });
  const { instanceId } = tokenInfo.data;
  if (!instanceId) throw new Error('The access token has no app instance');
  return instanceId;
}

app.get('/v1/identity', async (req, res) => {
  try {
    res.json({ instanceId: await extractInstanceId(req) });
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

app.get('/v1/instance/details', async (req, res) => {
  try {
    const instanceId = await extractInstanceId(req);
    const appToken = await axios.post(`${wix}/oauth2/token`, {
      grant_type: 'client_credentials',
      client_id: WIX_APP_ID,
      client_secret: WIX_APP_SECRET,
      instance_id: instanceId,
    });
    const appInstance = await axios.get(`${wix}/apps/v1/instance`, {
      headers: { Authorization: `Bearer ${appToken.data.access_token}` },
    });
    res.json(appInstance.data);
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

announce(createServer(app));
