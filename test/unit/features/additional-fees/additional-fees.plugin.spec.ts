import { AdditionalFeesPlugin } from '../../../../src/features/additional-fees/additional-fees.plugin';
import type { ServicePluginCall } from '../../../../src/service-plugins/service-plugin.call';
import { ServicePluginError } from '../../../../src/service-plugins/service-plugin.error';

const calculate = (request: ServicePluginCall['request']) =>
  new AdditionalFeesPlugin().calculateAdditionalFees({
    request,
    metadata: { requestId: undefined, appExtensionType: 'ECOM_ADDITIONAL_FEES', currency: 'EUR', languages: ['de'] },
    // The fee is the same for every shop.
    instance: {} as ServicePluginCall['instance'],
  });

describe('the service plugin for additional fees', () => {
  it('answers in the currency of the call', () => {
    const lineItems = [{ id: 'a', quantity: 1, physicalProperties: { shippable: true }, price: '5.00' }];
    expect(calculate({ lineItems, purchaseFlowId: 'flow' })).toMatchObject({
      additionalFees: [{ code: 'eco-packaging', price: '0.50', lineItemIds: ['a'] }],
      currency: 'EUR',
    });
    expect(calculate({ lineItems: null })).toEqual({ additionalFees: [], currency: 'EUR' });
  });

  it.each([{ lineItems: 'zz' }, { lineItems: [null] }, { lineItems: [{ quantity: '2' }] }, { subtotal: 5 }])(
    'refuses %j in words of Wix',
    (request) => {
      expect(() => calculate(request)).toThrow(new ServicePluginError('INVALID_REQUEST'));
    },
  );
});
