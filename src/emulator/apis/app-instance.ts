import type { Instance } from '../sites/instance';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The answer of Get App Instance. */
export function appInstanceAnswer(instance: Instance): Readonly<Record<string, unknown>> {
  const { site, vendorProductId } = instance;
  const created = Date.parse(instance.createdAt);
  return {
    instance: {
      instanceId: instance.instanceId,
      appName: 'Liftgate Sample App',
      appVersion: '1.0.0',
      isFree: vendorProductId === undefined,
      // Only of a paid plan.
      ...(vendorProductId !== undefined && {
        billing: {
          packageName: vendorProductId,
          billingCycle: 'MONTHLY',
          timeStamp: new Date(created).toISOString(),
          expirationDate: new Date(created + 52 * WEEK_MS).toISOString(),
          autoRenewing: true,
          invoiceId: '12345678',
          source: 'Wix discount coupon',
          freeTrialInfo: { status: 'NOT_AVAILABLE', endDate: null },
        },
      }),
      permissions: ['WIX_DEVELOPERS.MANAGE_APP_INSTANCE'],
      availablePlans: [{ packageName: 'basic', source: 'DEV_CENTER' }],
      originInstanceId: instance.originInstanceId ?? null,
      isOriginSiteTemplate: false,
      copiedFromTemplate: false,
      freeTrialAvailable: false,
    },
    site: {
      siteDisplayName: site.displayName,
      locale: site.locale,
      paymentCurrency: site.currency,
      multilingual: { isMultiLingual: false, supportedLanguages: [] },
      url: site.url,
      description: `${site.displayName}, a sample site of the emulator`,
      installedWixApps: ['stores', 'members'],
      ownerEmail: site.ownerEmail,
      ownerInfo: { email: site.ownerEmail, emailStatus: 'VERIFIED_OPT_IN' },
      siteId: site.siteId,
      siteUserType: 'Channel DIY',
    },
  };
}
