/** A backend as Wix's self-hosting guides write it: gets the app instance with the JavaScript SDK, elevated. */
import { appInstances } from '@wix/app-management';
import { AppStrategy, createClient } from '@wix/sdk';
import express from 'express';

const app = express();

app.get('/instance', async (req, res) => {
  try {
    const accessToken = req.headers.authorization;
    if (!accessToken) throw new Error('No access token in the authorization header');

    const elevatedClient = createClient({
      auth: await AppStrategy({
        appId: process.env.WIX_APP_ID,
        appSecret: process.env.WIX_APP_SECRET,
        accessToken,
      }).elevated(),
      modules: { appInstances },
    });

    res.json(await elevatedClient.appInstances.getAppInstance());
  } catch (error) {
    res.status(500).json({ error: error.message });
  }
});

const server = app.listen(process.env.PORT ?? 3000, '127.0.0.1', () => {
  console.log(`Listening on port ${server.address().port}`);
});
