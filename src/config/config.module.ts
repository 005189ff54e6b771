import { type DynamicModule, Module } from '@nestjs/common';
import { AppConfig } from './app-config';
import { Clock, SystemClock } from './clock';
import { Randomness, SystemRandomness } from './randomness';

/** Makes the one `AppConfig`, the clock and chance injectable everywhere. */
@Module({})
export class ConfigModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Clock, useClass: SystemClock },
        { provide: Randomness, useClass: SystemRandomness },
      ],
      exports: [AppConfig, Clock, Randomness],
    };
  }
}
