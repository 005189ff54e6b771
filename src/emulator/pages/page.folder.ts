import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, NotFoundException } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';

/** A name alone, so that no path leads out of the folder. */
const NAME = /^([a-z][a-z0-9-]*)(?:\.(js|css))?$/;
const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };

interface PageFile {
  readonly type: string;
  readonly text: string;
}

/** The app's front-end, in the folder that `WIX_EMULATOR_PAGES` names. */
@Injectable()
export class PageFolder {
  constructor(private readonly config: EmulatorConfig) {}

  /** @param name of a page, or of its script or style. @throws {NotFoundException} */
  async read(name: string): Promise<PageFile> {
    const folder = this.config.pages;
    if (folder === undefined) throw new NotFoundException('there are no pages: WIX_EMULATOR_PAGES names no folder');
    const [, base, ending = 'html'] = NAME.exec(name) ?? [];
    const text = base && (await readFile(join(folder, `${base}.${ending}`), 'utf8').catch(() => undefined));
    if (text === undefined || text === '') throw new NotFoundException(`there is no page ${JSON.stringify(name)}`);
    return { type: `${TYPES[ending] ?? ''}; charset=utf-8`, text };
  }
}
