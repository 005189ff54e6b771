import { Module } from '@nestjs/common';
import { ForwardingModule } from '../../forwarding/forwarding.module';
import { MembersController } from './members.controller';

/** `GET /v1/members` and `GET /v1/members/me`. */
@Module({ imports: [ForwardingModule], controllers: [MembersController] })
export class MembersModule {}
