import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuthModule } from '../auth/auth.module';
import { SdkModule } from '../sdk/sdk.module';
import { EventEffects } from './event.effects';
import { EventHandlerDiscovery } from './event-handler.discovery';
import { EventHandlerRegistry } from './event-handler.registry';
import { EventProcessor } from './event.processor';
import { EventReader } from './event.reader';
import { EventScopes } from './event.scopes';
import { InboxReadiness } from './inbox.readiness';
import { InboxRetention } from './inbox.retention';
import { InboxServer } from './inbox.server';
import { WebhookInbox } from './webhook.inbox';
import { WebhookQueue } from './webhook.queue';
import { WebhookReception } from './webhook.reception';
import { WebhookWorker } from './webhook.worker';
import { WebhooksController } from './webhooks.controller';

/** `POST /webhooks` and the worker behind it. Methods with `@OnWixEvent` are found wherever they are provided. */
@Module({
  imports: [AuthModule, DiscoveryModule, SdkModule],
  controllers: [WebhooksController],
  providers: [
    EventEffects,
    EventHandlerDiscovery,
    EventHandlerRegistry,
    EventProcessor,
    EventReader,
    EventScopes,
    InboxReadiness,
    InboxRetention,
    InboxServer,
    WebhookInbox,
    WebhookQueue,
    WebhookReception,
    WebhookWorker,
  ],
  exports: [EventHandlerRegistry],
})
export class WebhooksModule {}
