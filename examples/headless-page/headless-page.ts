import { createLiftgateClient, type paths } from '@liftgate/client';
import { answerOf, ProblemError } from '../answer';
import { part } from '../part';
import { showProblem } from '../problem.notice';
import { Cart } from './cart';
import { openSession } from './session';

type Product =
  paths['/v1/products/query']['post']['responses']['200']['content']['application/json']['products'][number];

/** Of this page's own origin, whose server passes it on to the gateway: the session's cookie is all it takes. */
const liftgate = createLiftgateClient({ baseUrl: location.origin });
const CART_BEFORE_LOGIN = 'cart before login';

const priceOf = ({ price }: Product): number => price?.discountedPrice ?? price?.price ?? 0;

function format(amount: number, { price }: Product): string {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency: price?.currency ?? 'USD' }).format(amount);
}

function item(text: string, ...more: readonly (string | Node)[]): HTMLLIElement {
  const element = document.createElement('li');
  const label = document.createElement('strong');
  label.textContent = text;
  element.append(label, ...more);
  return element;
}

function showProducts(products: readonly Product[], cart: Cart): void {
  const items = products.map((product) => {
    const add = document.createElement('button');
    add.textContent = 'Add to cart';
    add.addEventListener('click', () => {
      cart.add(product.id);
      showCart(products, cart);
    });
    return item(product.name ?? '', format(priceOf(product), product), add);
  });
  part('products', HTMLElement).replaceChildren(...items);
}

function showCart(products: readonly Product[], cart: Cart): void {
  const { lines } = cart;
  const costOf = (product: Product): number => priceOf(product) * (lines[product.id] ?? 0);
  const chosen = products.filter(({ id }) => id in lines);
  const items = chosen.map((product) =>
    item(`${lines[product.id] ?? 0} × ${product.name ?? ''}`, format(costOf(product), product)),
  );
  part('cart', HTMLElement).replaceChildren(...items);
  const total = chosen.reduce((sum, product) => sum + costOf(product), 0);
  const [first] = chosen;
  part('total', HTMLElement).textContent = first
    ? `Total ${format(total, first)}`
    : 'Nothing yet. What you add waits here until you come back.';
}

async function greet(isMember: boolean): Promise<void> {
  part('login', HTMLElement).hidden = isMember;
  part('logout', HTMLElement).hidden = !isMember;
  part('greeting', HTMLElement).textContent = isMember ? `Welcome, ${await nameOfMember()}.` : 'Welcome, visitor.';
}

async function nameOfMember(): Promise<string> {
  const { member } = await answerOf(liftgate.GET('/v1/members/me'));
  return member.profile?.nickname ?? 'member';
}

async function open(): Promise<void> {
  const { type, id } = await openSession(liftgate);
  const cart = new Cart(id);
  const visitorId = sessionStorage.getItem(CART_BEFORE_LOGIN);
  if (type === 'MEMBER' && visitorId !== null) cart.takeOver(new Cart(visitorId));
  sessionStorage.removeItem(CART_BEFORE_LOGIN);
  part('login', HTMLElement).addEventListener('click', () => {
    sessionStorage.setItem(CART_BEFORE_LOGIN, id);
  });
  const query = { query: { paging: { limit: 6 } } };
  const [{ products }] = await Promise.all([
    answerOf(liftgate.POST('/v1/products/query', { body: query })),
    greet(type === 'MEMBER'),
  ]);
  showProducts(products, cart);
  showCart(products, cart);
}

open().catch((error: unknown) => {
  const isOver = error instanceof ProblemError && error.problem.code === 'session_expired';
  if (isOver) part('login', HTMLElement).hidden = false;
  part('greeting', HTMLElement).textContent = isOver ? 'Please log in again.' : '';
  showProblem(part('problem', HTMLElement), error);
});
