import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString } from 'class-validator';
import { IDENTITY_PROVIDERS, type IdentityProvider, type Prompt, PROMPTS } from '../wix/login-request';

/** How a login in the browser is begun. */
export class LoginDto {
  /** The page to come back to: a path of this origin. */
  @ApiPropertyOptional({ type: String, default: '/', example: '/account' })
  @IsOptional()
  @IsString()
  readonly returnToUrl?: string;

  /** The same, by the name of Wix's documentation. */
  @ApiPropertyOptional({ type: String })
  @IsOptional()
  @IsString()
  readonly returnUrl?: string;

  /** `none` asks nobody: who is not logged in at Wix comes back with `error=login_required`. */
  @ApiPropertyOptional({ type: String, enum: PROMPTS, default: 'login' })
  @IsOptional()
  @IsIn(PROMPTS)
  readonly prompt?: Prompt;

  /** Goes straight to a social login. */
  @ApiPropertyOptional({ type: String, enum: IDENTITY_PROVIDERS })
  @IsOptional()
  @IsIn(IDENTITY_PROVIDERS)
  readonly idp?: IdentityProvider;
}
