import { Body, Controller, Get, Patch } from '@nestjs/common';
import { z } from 'zod';
import { parseInput } from '../http/parse-input';
import { SettingsStore, type SettingDescription } from './settings.store';

const changes = z.record(z.string(), z.unknown());

/** Reads and changes how Wix answers where its documentation leaves it open. */
@Controller('_emulator/settings')
export class SettingsController {
  constructor(private readonly settings: SettingsStore) {}

  @Get()
  list(): Record<string, SettingDescription> {
    return this.settings.describe();
  }

  /** Takes `{name: value}`, answers every setting. 400 on an unknown name or variant, and then nothing is changed. */
  @Patch()
  change(@Body() body: unknown): Record<string, SettingDescription> {
    this.settings.change(parseInput(changes, body));
    return this.settings.describe();
  }
}
