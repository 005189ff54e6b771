import { Controller, Get, Header } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';
import { emulatorPage } from './emulator.page';

/** The emulator for a person: sites, tokens to copy, latest calls. */
@Controller()
export class EmulatorPageController {
  readonly #html: string;

  constructor(config: EmulatorConfig) {
    // The gateway is where its webhooks go.
    this.#html = emulatorPage(new URL(config.webhookUrl).origin);
  }

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  show(): string {
    return this.#html;
  }
}
