import { embeddedFolder } from '../../support/embedded-folder';
import { webhooksContract } from '../../support/webhooks.contract';

describe('webhooks on the embedded database', () => {
  webhooksContract(async () => {
    const { dataDir, remove } = await embeddedFolder();
    return {
      database: { url: undefined, dataDir },
      close: () => {
        remove();
        return Promise.resolve();
      },
    };
  });
});
