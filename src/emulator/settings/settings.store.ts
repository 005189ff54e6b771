import { BadRequestException, Injectable } from '@nestjs/common';
import { SETTINGS, type SettingDefinition, type SettingName, type SettingValues } from './settings.catalogue';

type Value = string | number | boolean;

export interface SettingDescription {
  readonly value: Value;
  readonly variants: readonly Value[];
  readonly about: string;
}

function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** The variant that `value` names, also when a number or boolean was sent as text; `undefined` when there is none. */
function accept(name: SettingName, value: unknown): Value | undefined {
  const { variants, integers }: SettingDefinition = SETTINGS[name];
  if (integers === undefined) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return variants.find((variant) => String(variant) === text);
  }
  const [from, to] = integers;
  return typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}

const NAMES = Object.keys(SETTINGS).filter(isSettingName);

/** The current variant of every answer that Wix leaves open. */
@Injectable()
export class SettingsStore {
  // Each entry is the catalogue's own default, which is how SettingValues is derived.
  readonly values = Object.fromEntries(NAMES.map((name) => [name, SETTINGS[name].variants[0]])) as SettingValues;

  describe(): Record<string, SettingDescription> {
    return Object.fromEntries(
      NAMES.map((name) => {
        const { variants, about } = SETTINGS[name];
        return [name, { value: this.values[name], variants, about }];
      }),
    );
  }

  /** All or nothing. @throws {BadRequestException} on an unknown name or variant. */
  change(changes: Readonly<Record<string, unknown>>): void {
    const accepted = Object.entries(changes).map(([name, value]) => {
      if (!isSettingName(name)) throw new BadRequestException(`unknown setting "${name}"`);
      const variant = accept(name, value);
      if (variant === undefined) throw new BadRequestException(`setting "${name}" has no such variant`);
      return [name, variant] as const;
    });
    Object.assign(this.values, Object.fromEntries(accepted));
  }
}
