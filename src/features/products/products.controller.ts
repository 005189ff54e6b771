import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Elevated } from '../../auth/access.decorators';
import type { AppIdentity } from '../../auth/app-identity';
import { CurrentAppIdentity } from '../../auth/request-context';
import { WixApi } from '../../elevation/wix-api';
import { allowedAnswer } from '../../forwarding/answer';
import { WixForwarder } from '../../forwarding/wix.forwarder';
import { Answers } from '../../http/answers.decorator';
import { WithoutAmbientSdk } from '../../sdk/without-ambient-sdk.decorator';
import { QueryProductsDto } from './products.dto';
import { productsSchema } from './products.schema';

const QUERY_PRODUCTS = 'POST /stores/v1/products/query';
const productsAnswer = allowedAnswer(productsSchema);

@ApiTags('Products')
@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly wix: WixApi,
    private readonly forwarder: WixForwarder,
  ) {}

  /** The products of the site's store, as its visitors may see them. */
  @Post('query')
  @HttpCode(200)
  @WithoutAmbientSdk()
  @Elevated({ allow: ['VISITOR', 'MEMBER', 'USER'], calls: [QUERY_PRODUCTS] })
  @ApiOperation({ summary: "Query the store's products", description: 'Query Products of Wix Stores (catalog v1).' })
  @Answers(productsSchema)
  queryProducts(
    @CurrentAppIdentity() app: AppIdentity,
    @Body() query: QueryProductsDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const request = { call: QUERY_PRODUCTS, body: JSON.stringify(query), idempotent: true } as const;
    return this.forwarder.forward(reply, this.wix.app(app), request, productsAnswer);
  }
}
