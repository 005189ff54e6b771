import { auth } from '@wix/essentials';
import { products } from '@wix/stores';
import { Permissions, webMethod } from '@wix/web-methods';

/** Products as whoever is calling may see them: no elevation, so there is no policy for it. */
export const listProducts = webMethod(Permissions.Anyone, async (limit: number) => {
  const { items } = await products.queryProducts().limit(limit).find();
  return items.map(({ _id, name }) => ({ id: _id, name }));
});

/** The same as the app: also what a product costs the merchant, which shoppers do not see. */
export const listCosts = webMethod(Permissions.Admin, async () => {
  const elevatedQueryProducts = auth.elevate(products.queryProducts);
  const { items } = await elevatedQueryProducts().limit(2).find();
  return items.map(({ name, costAndProfitData }) => ({ name, cost: costAndProfitData?.itemCost }));
});
