import { ApiPropertyOptional } from '@nestjs/swagger';
import { IntegerParameter } from '../../http/integer-parameter.decorator';

/** Which page of the members list is asked for. */
export class ListMembersDto {
  /** Members on the page. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @IntegerParameter(1, 100)
  readonly limit: number = 50;

  /** Members to leave out before the page. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })
  @IntegerParameter(0, Number.MAX_SAFE_INTEGER)
  readonly offset: number = 0;
}
