import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { SignedByWix } from '../auth/access.decorators';
import { CurrentWebhook } from '../auth/request-context';
import type { SignedWebhook } from '../auth/signed-request';
import { WebhookReception } from './webhook.reception';

/** An entity with all its fields; Wix documents no limit. */
const BODY_BYTES = 1024 * 1024;

/** Wix delivers the app's webhooks here. No client does, so the OpenAPI document is silent about it. */
@ApiExcludeController()
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly reception: WebhookReception) {}

  /** 200 with an empty body once the event is stored, whatever it is; 503 `webhook_store_unavailable` when it is not. */
  @Post()
  @HttpCode(200)
  @SignedByWix('webhook')
  @RouteConfig({ rawBody: true, bodyLimit: BODY_BYTES })
  receive(@CurrentWebhook() webhook: SignedWebhook): Promise<void> {
    return this.reception.receive(webhook);
  }
}
