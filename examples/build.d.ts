/** Put in by the build of the pages. */

/** Origin of the gateway. */
declare const LIFTGATE_URL: string;
declare const WIX_APP_ID: string;
