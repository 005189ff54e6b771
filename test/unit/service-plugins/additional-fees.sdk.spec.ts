import { additionalFees } from '@wix/ecom/service-plugins';
import { AppStrategy, createClient } from '@wix/sdk';
import { ServicePluginReader } from '../../../src/service-plugins/service-plugin.reader';
import { ServicePluginRegistry } from '../../../src/service-plugins/service-plugin.registry';
import { ServicePluginRouter } from '../../../src/service-plugins/service-plugin.router';
import { APP_ID, testConfig } from '../../support/app-config';
import { WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { INSTANCE_ID } from '../../support/verdicts';

const PATH = '/v1/calculate-additional-fees';
const METADATA = {
  instanceId: INSTANCE_ID,
  currency: 'EUR',
  languages: ['de'],
  appExtensionType: 'ECOM_ADDITIONAL_FEES',
};

describe('additionalFees.provideHandlers() of @wix/ecom', () => {
  const registry = new ServicePluginRegistry();
  const router = new ServicePluginRouter(registry);
  const client = createClient({
    auth: AppStrategy({ appId: APP_ID, appSecret: 'unused', publicKey: WIX_PUBLIC_KEY }),
    modules: { additionalFees },
  });
  const calculateAdditionalFees = jest.fn();
  beforeAll(() => {
    client.additionalFees.provideHandlers({ calculateAdditionalFees });
    registry.useSdk(client.servicePlugins);
  });

  it.each([PATH, `/ecom-additional-fees${PATH}`])('answers %s, both ways translated as the SDK does', async (path) => {
    calculateAdditionalFees.mockResolvedValueOnce({
      additionalFees: [{ code: 'box', name: 'Box', price: '1.50', taxDetails: { taxable: true } }],
      currency: 'EUR',
    });
    const request = { lineItems: [{ id: 'item-1', quantity: 2, price: '5.00' }], purchaseFlowId: 'flow' };
    const signed = {
      kind: 'service-plugin',
      data: { request, metadata: METADATA },
      issuedAt: Date.now(),
      expiresAt: Date.now() + 1000,
    } as const;
    const installations = { admits: () => true, admitsSigned: () => true };
    const call = new ServicePluginReader(testConfig(), installations).read(signed);
    await expect(router.handlerOf(call.metadata.appExtensionType, path)(call, signed)).resolves.toEqual({
      additionalFees: [{ code: 'box', name: 'Box', price: '1.50', taxDetails: { taxable: true } }],
      currency: 'EUR',
    });
    expect(calculateAdditionalFees).toHaveBeenLastCalledWith({
      request: expect.objectContaining({ lineItems: [expect.objectContaining({ _id: 'item-1', quantity: 2 })] }),
      metadata: expect.objectContaining({ instanceId: INSTANCE_ID, currency: 'EUR' }),
    });
  });
});
