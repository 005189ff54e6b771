/** A backend as Wix's self-hosting guides write it: tells a site widget the ID of its app instance. */
const axios = require('axios');
const express = require('express');

const app = express();

app.get('/instance', async (req, res) => {
  try {
    const accessToken = req.headers.authorization;
    if (!accessToken) throw new Error('No access token in the authorization header');

    const tokenInfo = await axios.post('https://www.wixapis.com/oauth2/token-info', { token: accessToken });
    const { instanceId } = tokenInfo.data;
    if (!instanceId) throw new Error('The access token has no app instance');

    res.json({ instanceId });
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(`Listening on port ${server.address().port}`);
});
