const commonjs = { ...require('@wix/essentials'), ...require('@wix/app-management') };
const { Permissions, webMethod } = require('@wix/web-methods');

/** The SDK's packages as CommonJS, as ES modules, and each with the other. */
exports.both = webMethod(Permissions.Anyone, async () => {
  const esm = { ...(await import('@wix/essentials')), ...(await import('@wix/app-management')) };
  const instanceIds = [];
  for (const [{ auth }, { appInstances }] of [
    [commonjs, commonjs],
    [esm, esm],
    [commonjs, esm],
    [esm, commonjs],
  ]) {
    const { instance } = await auth.elevate(appInstances.getAppInstance)();
    instanceIds.push(instance.instanceId);
  }
  const infos = [await commonjs.auth.getTokenInfo(), await esm.auth.getTokenInfo()];
  return { areTwo: commonjs.auth !== esm.auth, instanceIds, tokens: infos.map(({ instanceId }) => instanceId) };
});
