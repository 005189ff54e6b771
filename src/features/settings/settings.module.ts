import { Module } from '@nestjs/common';
import { SettingsController } from './settings.controller';
import { SettingsService } from './settings.service';

/** `GET /v1/settings` and `PUT /v1/settings`. */
@Module({ controllers: [SettingsController], providers: [SettingsService] })
export class SettingsModule {}
