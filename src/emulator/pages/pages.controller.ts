import { Controller, Get, NotFoundException, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { guid, parseInput } from '../http/parse-input';
import type { Instance } from '../sites/instance';
import { InstanceStore } from '../sites/instance.store';
import { FrontEndTokens } from '../tokens/front-end.tokens';
import { dashboardScript, siteScript } from './host.script';
import { PageFolder } from './page.folder';

const whoseSite = z.object({ as: z.enum(['VISITOR', 'MEMBER']).default('VISITOR') });

/** Pages of the app, embedded as Wix embeds them: who opens one has an access token of their identity in it. */
@Controller()
export class PagesController {
  constructor(
    private readonly instances: InstanceStore,
    private readonly folder: PageFolder,
    private readonly tokens: FrontEndTokens,
  ) {}

  /** A page on the site, for a new visitor; with `?as=MEMBER` for the site's first member. */
  @Get('site/:siteId/:name')
  async site(
    @Param('siteId') siteId: string,
    @Param('name') name: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { as } = parseInput(whoseSite, query);
    const instance = this.#instanceOn(siteId);
    await this.#send(reply, name, () => siteScript(instance.site, this.tokens.mint(instance, as).accessToken));
  }

  /** A page in the dashboard or the editor, for the Wix user who owns the site. */
  @Get('dashboard/:siteId/:name')
  async dashboard(
    @Param('siteId') siteId: string,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const instance = this.#instanceOn(siteId);
    await this.#send(reply, name, () => dashboardScript(this.tokens.mint(instance, 'USER').accessToken));
  }

  async #send(reply: FastifyReply, name: string, script: () => string): Promise<void> {
    const { type, text } = await this.folder.read(name);
    const isPage = type.startsWith('text/html');
    void reply.headers({ 'content-type': type, 'cache-control': 'no-store' });
    // A function: a replacement text would be read for `$`.
    await reply.send(isPage ? text.replace('<head>', (head) => head + script()) : text);
  }

  #instanceOn(siteId: string): Instance {
    const id = parseInput(guid, siteId);
    const found = this.instances.list().find(({ site, installed }) => installed && site.siteId === id);
    if (found === undefined) throw new NotFoundException('the app is not installed on this site');
    return found;
  }
}
