import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';

/** Wix decides what an address is; this only bounds it. 254 is the longest that mail can carry (RFC 5321 §4.5.3.1). */
const EMAIL = /^(?=.{3,254}$)[^\s@]+@[^\s@]+$/;
const LONGEST_PASSWORD = 1_000;
const LONGEST_NAME = 200;
/** Wix's own limit. */
const LONGEST_CAPTCHA = 5_000;
const LONGEST_CODE = 100;
const LONGEST_PATH = 2_000;

class CaptchaTokensDto {
  @ApiPropertyOptional({ type: String, maxLength: LONGEST_CAPTCHA })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CAPTCHA)
  readonly recaptchaToken?: string;

  @ApiPropertyOptional({ type: String, maxLength: LONGEST_CAPTCHA })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CAPTCHA)
  readonly invisibleRecaptchaToken?: string;
}

class ProfileDto {
  @ApiPropertyOptional({ type: String, maxLength: LONGEST_NAME })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  readonly firstName?: string;

  @ApiPropertyOptional({ type: String, maxLength: LONGEST_NAME })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  readonly lastName?: string;

  @ApiPropertyOptional({ type: String, maxLength: LONGEST_NAME })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_NAME)
  readonly nickname?: string;
}

/** Whose password is asked for, and the page to come to. */
export class ResetPasswordDto {
  @ApiProperty({ type: String, format: 'email', maxLength: 254 })
  @Matches(EMAIL, { message: 'must be an e-mail address' })
  readonly email!: string;

  /** The page to come back to: a path of this origin. */
  @ApiPropertyOptional({ type: String, maxLength: LONGEST_PATH, default: '/' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_PATH)
  readonly returnToUrl?: string;
}

/** A login form. */
export class CustomLoginDto extends ResetPasswordDto {
  @ApiProperty({ type: String, format: 'password', minLength: 1, maxLength: LONGEST_PASSWORD })
  @IsString()
  @Length(1, LONGEST_PASSWORD)
  readonly password!: string;

  /** Once Wix asks for it: `captcha_required`. */
  @ApiPropertyOptional({ type: CaptchaTokensDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => CaptchaTokensDto)
  readonly captchaTokens?: CaptchaTokensDto;
}

/** A registration form. */
export class RegisterDto extends CustomLoginDto {
  @ApiPropertyOptional({ type: ProfileDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => ProfileDto)
  readonly profile?: ProfileDto;
}

/** The code of a verification mail. */
export class VerifyDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: LONGEST_CODE, example: '123456' })
  @IsString()
  @Length(1, LONGEST_CODE)
  readonly code!: string;

  /** As the login or registration answered it. */
  @ApiProperty({ type: String, minLength: 43, maxLength: 43 })
  @IsString()
  @Length(43, 43)
  readonly verification!: string;
}
