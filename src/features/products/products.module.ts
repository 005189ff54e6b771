import { Module } from '@nestjs/common';
import { ForwardingModule } from '../../forwarding/forwarding.module';
import { ProductsController } from './products.controller';

/** `POST /v1/products/query`. */
@Module({ imports: [ForwardingModule], controllers: [ProductsController] })
export class ProductsModule {}
