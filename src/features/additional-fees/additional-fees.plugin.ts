import { Injectable } from '@nestjs/common';
import type { ServicePluginCall } from '../../service-plugins/service-plugin.call';
import { ServicePlugin } from '../../service-plugins/service-plugin.decorator';
import { ServicePluginError } from '../../service-plugins/service-plugin.error';
import { type CalculateAdditionalFeesResponse, calculateAdditionalFeesRequest } from './additional-fees.contract';
import { packagingFee } from './packaging-fee';

/** The service plugin "eCommerce Additional Fees": a fee for packaging on the cart and the checkout page. */
@Injectable()
export class AdditionalFeesPlugin {
  @ServicePlugin('ecom-additional-fees', '/v1/calculate-additional-fees')
  calculateAdditionalFees({
    request,
    metadata: { currency, languages },
  }: ServicePluginCall): CalculateAdditionalFeesResponse {
    if (currency === undefined) throw new ServicePluginError('CURRENCY_MISSING');
    const cart = calculateAdditionalFeesRequest.safeParse(request).data;
    if (cart === undefined) throw new ServicePluginError('INVALID_REQUEST');
    const fee = packagingFee(cart, languages);
    return { additionalFees: fee === undefined ? [] : [fee], currency };
  }
}
