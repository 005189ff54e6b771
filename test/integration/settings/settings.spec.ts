import { embeddedFolder } from '../../support/embedded-folder';
import { describeSettings } from '../../support/settings.contract';

describe('settings in the embedded database', () => {
  describeSettings(async () => {
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
