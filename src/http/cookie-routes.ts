/** Routes that live on a cookie have their own, exact list of origins and get none of the CORS headers for tokens. */
export const isCookieRoute = (url: string): boolean => url.startsWith('/api/auth/');
