import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readQuery, type QueryParameters } from '../http/packed-query';
import { WixError } from '../http/wix.error';
import type { Product } from '../sites/product';
import { ProductStore } from '../sites/product.store';
import { SUBJECT_TYPES } from '../tokens/access-token';
import { ApiAuthorization } from './api-authorization';
import { queryProducts } from './product-query';

interface QueryBody {
  readonly query?: unknown;
  readonly includeHiddenProducts?: unknown;
}

function asQueryBody(input: unknown): QueryBody {
  if (input === undefined) return {};
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw WixError.validation('body', 'must be an object');
  return input;
}

/** Products of Wix Stores, catalog v1. Every identity may query; cost and hidden products are for the merchant. */
@Controller()
export class ProductsController {
  constructor(
    private readonly authorization: ApiAuthorization,
    private readonly products: ProductStore,
  ) {}

  /** The REST path. */
  @Post('stores/v1/products/query')
  @HttpCode(200)
  query(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Readonly<Record<string, unknown>> {
    const input = asQueryBody(body);
    const { products, total, paging } = queryProducts(this.#visible(request, reply, input), input.query);
    return { products, metadata: { items: paging.limit, offset: paging.offset }, totalResults: total };
  }

  /** The SDK's path for the same. */
  @Get('stores-reader/v1/products/query-platformized')
  queryPlatformized(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: QueryParameters,
  ): Readonly<Record<string, unknown>> {
    return this.#platformized(request, reply, readQuery(query));
  }

  /** What the SDK sends instead when the query string would get too long. */
  @Post('stores-reader/v1/products/query-platformized')
  @HttpCode(200)
  queryPlatformizedByPost(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Readonly<Record<string, unknown>> {
    return this.#platformized(request, reply, body);
  }

  #platformized(request: FastifyRequest, reply: FastifyReply, body: unknown): Readonly<Record<string, unknown>> {
    const input = asQueryBody(body);
    const { products, total, paging } = queryProducts(this.#visible(request, reply, input), input.query);
    return { products, metadata: { count: products.length, offset: paging.offset, total } };
  }

  #visible(request: FastifyRequest, reply: FastifyReply, input: QueryBody): readonly Product[] {
    const { instance, subject } = this.authorization.require(request, reply, SUBJECT_TYPES);
    const { all, forShoppers } = this.products.of(instance.site);
    const merchant = subject.type === 'APP' || subject.type === 'USER';
    if (merchant && input.includeHiddenProducts === true) return all;
    return (merchant ? all : forShoppers).filter(({ visible }) => visible);
  }
}
