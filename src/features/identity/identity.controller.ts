import { Controller, Get } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../../auth/access.decorators';
import type { InstanceContext } from '../../auth/instance-context';
import { CurrentInstance } from '../../auth/request-context';
import { Answers } from '../../http/answers.decorator';
import { WithoutAmbientSdk } from '../../sdk/without-ambient-sdk.decorator';
import { identitySchema } from './identity.schema';

@ApiTags('Identity')
@Controller('v1/identity')
export class IdentityController {
  /** A known token comes with the same context each time, and writing the date takes a thirtieth of a request. */
  readonly #answers = new WeakMap<InstanceContext, IdentityAnswer>();

  /** Which app instance and which identity the access token stands for. Makes no Wix call beyond Token Info. */
  @Get()
  @WithoutAmbientSdk()
  @Authenticated()
  @ApiOperation({
    summary: 'Who am I',
    description: 'The app instance and the identity that the access token stands for.',
  })
  @Answers(identitySchema)
  @RouteSchema({ response: { 200: identitySchema } })
  getIdentity(@CurrentInstance() instance: InstanceContext): IdentityAnswer {
    const known = this.#answers.get(instance);
    if (known !== undefined) return known;
    const answer = answerOf(instance);
    this.#answers.set(instance, answer);
    return answer;
  }
}

type IdentityAnswer = ReturnType<typeof answerOf>;

function answerOf(instance: InstanceContext) {
  return {
    instanceId: instance.instanceId,
    siteId: instance.siteId ?? null,
    identity: instance.identity,
    expiresAt: new Date(instance.expiresAt).toISOString(),
  };
}
