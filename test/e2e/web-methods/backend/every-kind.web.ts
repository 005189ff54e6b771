import { NotFoundException } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { Permissions, webMethod } from '@wix/web-methods';

export const echo = webMethod(Permissions.Anyone, (...values: unknown[]) => values);
export const add = webMethod(Permissions.Anyone, (one: number, other: number) => one + other);
export const nothing = webMethod(Permissions.Anyone, () => undefined);
export const fails = webMethod(Permissions.Anyone, () => Promise.reject(new Error('select * from orders failed')));
export const throwsText = webMethod(Permissions.Anyone, () => {
  // What is thrown is what is tested.
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw 'a text with a secret';
});
export const throwsNull = webMethod(Permissions.Anyone, () => {
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw null;
});
export const notFound = webMethod(Permissions.Anyone, () => Promise.reject(new NotFoundException()));
export const circular = webMethod(Permissions.Anyone, () => {
  const self: Record<string, unknown> = {};
  self.self = self;
  return self;
});
export const big = webMethod(Permissions.Anyone, () => 1n);
export const never = webMethod(Permissions.Anyone, () => new Promise<never>(() => undefined));
/** Holds `late` back until a test lets it go on, and keeps what became of it. */
export const gate: { open: () => void; failure: unknown } = { open: () => undefined, failure: undefined };
export const late = webMethod(Permissions.Anyone, async () => {
  await new Promise<void>((resolve) => (gate.open = resolve));
  try {
    await auth.elevate(appInstances.getAppInstance)();
  } catch (error) {
    gate.failure = error;
  }
});
export const undeclared = webMethod(Permissions.Anyone, () => auth.elevate(appInstances.getAppInstance)());
export const nobody = Object.assign(() => 'never', { permission: 'Nobody' });
export const helper = () => 'exported without permission';
export const limit = 3;
