/** Both names that Wix uses for the installation of an app. */
const APP_INSTALLED = 'AppInstalled';
const APP_INSTANCE_INSTALLED = 'wix.app_management.apps.app_instance.v1.app_instance_installed';
export const APP_REMOVED = 'AppRemoved';

/**
 * Events without an id that say what is, not what changed: one that repeats the latest of them changes nothing. A retry
 * that Wix signs anew has another `iat`, and can be known by nothing else.
 */
export const STATEMENTS: readonly string[] = [APP_INSTALLED, APP_INSTANCE_INSTALLED, APP_REMOVED];

export const isStatement = (eventType: string): boolean => STATEMENTS.includes(eventType);
