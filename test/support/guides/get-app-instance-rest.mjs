/** A backend as Wix's self-hosting guides write it: gets the app instance over REST, with a token of the app's own. */
import axios from 'axios';
import express from 'express';

const app = express();

app.get('/instance', async (req, res) => {
  try {
    const accessToken = req.headers.authorization;
    if (!accessToken) throw new Error('No access token in the authorization header');

    const tokenInfo = await axios.post('https://www.wixapis.com/oauth2/token-info', { token: accessToken });
    const { instanceId } = tokenInfo.data;
    if (!instanceId) throw new Error('The access token has no app instance');

    const appToken = await axios.post('https://www.wixapis.com/oauth2/token', {
      grant_type: 'client_credentials',
      client_id: process.env.WIX_APP_ID,
      client_secret: process.env.WIX_APP_SECRET,
      instance_id: instanceId,
    });

    const appInstance = await axios.get('https://www.wixapis.com/apps/v1/instance', {
      headers: { Authorization: `Bearer ${appToken.data.access_token}` },
    });

    res.json(appInstance.data);
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(`Listening on port ${server.address().port}`);
});
