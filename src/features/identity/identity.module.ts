import { Module } from '@nestjs/common';
import { IdentityController } from './identity.controller';

/** `GET /v1/identity`. */
@Module({ controllers: [IdentityController] })
export class IdentityModule {}
