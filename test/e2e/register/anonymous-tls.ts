/** TLS without a certificate, so that a test needs none. Both ends must ask for it. */
export const ANONYMOUS_TLS = { ciphers: 'AECDH-AES256-SHA:@SECLEVEL=0', maxVersion: 'TLSv1.2' } as const;
