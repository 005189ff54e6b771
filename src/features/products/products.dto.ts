import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Max, MaxLength, Min, ValidateNested } from 'class-validator';

export class ProductsPagingDto {
  /** Products on the page. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 100 })
  @IsOptional()
  @Max(100)
  @Min(1)
  @IsInt()
  readonly limit?: number;

  /** Products to leave out before the page. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Max(Number.MAX_SAFE_INTEGER)
  @Min(0)
  @IsInt()
  readonly offset?: number;
}

export class ProductsQueryDto {
  @ApiPropertyOptional({ type: () => ProductsPagingDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductsPagingDto)
  readonly paging?: ProductsPagingDto;

  /** Wix's filter, JSON in a string. */
  @ApiPropertyOptional({ type: String, maxLength: 4096, example: '{"price":{"$lt":20}}' })
  @IsOptional()
  @MaxLength(4096)
  @IsString()
  readonly filter?: string;

  /** Wix's sort, JSON in a string. */
  @ApiPropertyOptional({ type: String, maxLength: 1024, example: '[{"price":"asc"}]' })
  @IsOptional()
  @MaxLength(1024)
  @IsString()
  readonly sort?: string;
}

/**
 * A query of the store's catalogue. Wix's `includeHiddenProducts` and `includeMerchantSpecificData` are left out on
 * purpose: this route runs with the app's rights, and a visitor must not see with them what the shop hides.
 */
export class QueryProductsDto {
  @ApiPropertyOptional({ type: () => ProductsQueryDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProductsQueryDto)
  readonly query?: ProductsQueryDto;

  @ApiPropertyOptional({ type: Boolean, default: false })
  @IsOptional()
  @IsBoolean()
  readonly includeVariants?: boolean;
}
