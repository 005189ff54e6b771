import { Injectable } from '@nestjs/common';
import type { AccessToken, RefreshToken } from './access-token';

const CAPACITY = 500_000;

function remember<T extends { readonly value: string }>(tokens: Map<string, T>, token: T): void {
  tokens.set(token.value, token);
  if (tokens.size <= CAPACITY) return;
  const [oldest] = tokens.keys();
  if (oldest !== undefined) tokens.delete(oldest);
}

/** Every token the emulator issued: the only authority on them, whatever their text says. */
@Injectable()
export class TokenTable {
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();

  addAccess(token: AccessToken): void {
    remember(this.#access, token);
  }

  addRefresh(token: RefreshToken): void {
    remember(this.#refresh, token);
  }

  findAccess(value: string): AccessToken | undefined {
    return this.#access.get(value);
  }

  findRefresh(value: string): RefreshToken | undefined {
    return this.#refresh.get(value);
  }
}
