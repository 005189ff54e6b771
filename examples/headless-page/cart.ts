/** What lies in a cart: how many of each product, by its id. */
type Lines = Readonly<Record<string, number>>;

/** The cart of a visitor or member, kept in this browser by their id, and with it for as long as their session lasts. */
export class Cart {
  constructor(private readonly ownerId: string) {}

  get lines(): Lines {
    // Nobody but this class writes it.
    return JSON.parse(localStorage.getItem(this.#key) ?? '{}') as Lines;
  }

  add(productId: string, count = 1): void {
    const lines = { ...this.lines, [productId]: (this.lines[productId] ?? 0) + count };
    localStorage.setItem(this.#key, JSON.stringify(lines));
  }

  /** Takes over what another cart holds: of the visitor whom a member was before the login. */
  takeOver(other: Cart): void {
    for (const [productId, count] of Object.entries(other.lines)) this.add(productId, count);
    localStorage.removeItem(other.#key);
  }

  get #key(): string {
    return `cart ${this.ownerId}`;
  }
}
