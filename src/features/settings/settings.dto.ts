import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, Matches } from 'class-validator';
import { THEMES, type WidgetSettings } from './widget-settings';

/** Characters are code points. PostgreSQL's text cannot hold U+0000, nor UTF-8 half a surrogate pair. */
const TITLE = /^[^\0\p{Surrogate}]{1,120}$/u;

/** All of the settings: saving replaces them. */
export class SaveSettingsDto implements WidgetSettings {
  @ApiProperty({ type: String, minLength: 1, maxLength: 120, pattern: '^[^\\u0000]*$', example: 'Opening hours' })
  @Matches(TITLE, { message: 'must be a text of 1 to 120 characters' })
  readonly title!: string;

  @ApiProperty({ type: String, enum: THEMES, example: 'light' })
  @IsIn(THEMES)
  readonly theme!: WidgetSettings['theme'];

  @ApiProperty({ type: String, pattern: '^#[0-9A-Fa-f]{6}$', example: '#116dff' })
  @Matches(/^#[0-9a-f]{6}$/i, { message: 'must be a colour such as #116dff' })
  readonly accentColor!: string;

  @ApiProperty({ type: Boolean, example: true })
  @IsBoolean()
  readonly published!: boolean;
}
