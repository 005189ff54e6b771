import { Module } from '@nestjs/common';
import { ForwardingModule } from '../../forwarding/forwarding.module';
import { InstanceController } from './instance.controller';

/** `GET /v1/instance` and `GET /v1/instance/details`. */
@Module({ imports: [ForwardingModule], controllers: [InstanceController] })
export class InstanceModule {}
