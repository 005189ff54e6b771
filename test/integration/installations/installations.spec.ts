import { embeddedFolder } from '../../support/embedded-folder';
import { installationsContract } from '../../support/installations.contract';

describe('installations on the embedded database', () => {
  installationsContract(async () => {
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
