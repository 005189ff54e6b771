import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AppConfig } from '../../../src/config/app-config';
import { ConfigModule } from '../../../src/config/config.module';
import { configOf } from './environment.fixture';

@Injectable()
class Feature {
  constructor(readonly config: AppConfig) {}
}

@Module({ providers: [Feature] })
class FeatureModule {}

describe('ConfigModule', () => {
  it('gives every module the same configuration, unasked', async () => {
    const config = configOf();
    const app = await Test.createTestingModule({ imports: [ConfigModule.forRoot(config), FeatureModule] }).compile();
    expect(app.get(Feature, { strict: false }).config).toBe(config);
    await app.close();
  });
});
