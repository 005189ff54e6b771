// Written by `npm run client` from openapi.json.

export interface paths {
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs; restart it when this fails. */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether to send requests here: not while draining, nor while a required component fails. */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The session of this browser
         * @description Whom the session cookie speaks for. Without one, a new session: the answer sets its cookie.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Log a member in
         * @description For the address bar: leads to the login page of Wix.
         */
        get: operations["login"];
        put?: never;
        /**
         * Log a member in by password
         * @description For a form of this origin. One answer for a wrong password and for an unknown account.
         */
        post: operations["loginByPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the login
         * @description Wix leads here. The session gets a new id; with an `error` it stays as it is, and the page is told.
         */
        get: operations["finishLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Log out
         * @description Ends the session, then leads to the logout of Wix and from there to the return URL. For a form.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout-callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Come back from the logout
         * @description Wix leads here.
         */
        get: operations["finishLogout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a member
         * @description For a form of this origin.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify an e-mail address
         * @description Goes on with REQUIRE_EMAIL_VERIFICATION.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a password mail
         * @description For a form of this origin. Answers alike whether there is such a member or not.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who am I
         * @description The app instance and the identity that the access token stands for.
         */
        get: operations["getIdentity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The app and its site
         * @description The public part of Get App Instance: never the owner, the billing or the permissions.
         */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/instance/details": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The app and its site, with owner, billing and permissions
         * @description All of Get App Instance, as Wix answers it.
         */
        get: operations["getInstanceDetails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the members of the site
         * @description One page of the members, as Wix answers it.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/members/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The member who is logged in
         * @description Get My Member, as Wix answers it.
         */
        get: operations["getCurrentMember"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Query the store's products
         * @description Query Products of Wix Stores (catalog v1).
         */
        post: operations["queryProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The settings of the widget
         * @description What was saved last, or the defaults.
         */
        get: operations["readSettings"];
        /**
         * Save the settings of the widget
         * @description Replaces all of them.
         */
        put: operations["saveSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-methods/instance/getInstance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * getInstance of src/backend/instance.web.ts
         * @description A web method, with its arguments.
         */
        post: operations["callInstanceGetInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-methods/instance/whoAmI": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * whoAmI of src/backend/instance.web.ts
         * @description A web method, with its arguments.
         */
        post: operations["callInstanceWhoAmI"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-methods/instance/memberOnly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * memberOnly of src/backend/instance.web.ts
         * @description A web method, with its arguments.
         */
        post: operations["callInstanceMemberOnly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/web-methods/instance/adminOnly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * adminOnly of src/backend/instance.web.ts
         * @description A web method, with its arguments.
         */
        post: operations["callInstanceAdminOnly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CaptchaTokensDto: {
            recaptchaToken?: string;
            invisibleRecaptchaToken?: string;
        };
        ProfileDto: {
            firstName?: string;
            lastName?: string;
            nickname?: string;
        };
        RegisterDto: {
            /** Format: email */
            email: string;
            /**
             * @description The page to come back to: a path of this origin.
             * @default /
             */
            returnToUrl: string;
            /** Format: password */
            password: string;
            /** @description Once Wix asks for it: `captcha_required`. */
            captchaTokens?: components["schemas"]["CaptchaTokensDto"];
            profile?: components["schemas"]["ProfileDto"];
        };
        CustomLoginDto: {
            /** Format: email */
            email: string;
            /**
             * @description The page to come back to: a path of this origin.
             * @default /
             */
            returnToUrl: string;
            /** Format: password */
            password: string;
            /** @description Once Wix asks for it: `captcha_required`. */
            captchaTokens?: components["schemas"]["CaptchaTokensDto"];
        };
        VerifyDto: {
            /** @example 123456 */
            code: string;
            /** @description As the login or registration answered it. */
            verification: string;
        };
        ResetPasswordDto: {
            /** Format: email */
            email: string;
            /**
             * @description The page to come back to: a path of this origin.
             * @default /
             */
            returnToUrl: string;
        };
        ProductsPagingDto: {
            /**
             * @description Products on the page.
             * @default 100
             */
            limit: number;
            /**
             * @description Products to leave out before the page.
             * @default 0
             */
            offset: number;
        };
        ProductsQueryDto: {
            paging?: components["schemas"]["ProductsPagingDto"];
            /**
             * @description Wix's filter, JSON in a string.
             * @example {"price":{"$lt":20}}
             */
            filter?: string;
            /**
             * @description Wix's sort, JSON in a string.
             * @example [{"price":"asc"}]
             */
            sort?: string;
        };
        QueryProductsDto: {
            query?: components["schemas"]["ProductsQueryDto"];
            /** @default false */
            includeVariants: boolean;
        };
        SaveSettingsDto: {
            /** @example Opening hours */
            title: string;
            /**
             * @example light
             * @enum {string}
             */
            theme: "light" | "dark" | "auto";
            /** @example #116dff */
            accentColor: string;
            /** @example true */
            published: boolean;
        };
        Violation: {
            /** @description JSON Pointer (RFC 6901) into the body, or `/<name>` of a parameter. */
            pointer: string;
            detail: string;
        };
        /** @description Every error (RFC 9457). Switch on `code`; texts may change. */
        Problem: {
            /** Format: uri */
            type: string;
            title: string;
            status: number;
            detail: string;
            /**
             * Format: uri
             * @description `urn:uuid:` and the value of X-Request-Id.
             */
            instance: string;
            /** @enum {string} */
            code: "authentication_required" | "invalid_request" | "invalid_token" | "session_expired" | "login_invalid" | "login_refused" | "email_already_registered" | "captcha_required" | "captcha_rejected" | "password_reset_required" | "identity_not_allowed" | "cross_site_request" | "app_not_installed" | "not_found" | "token_info_unavailable" | "elevation_unavailable" | "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_400" | "wix_404" | "wix_409" | "wix_428" | "wix_rate_limited" | "wix_unavailable" | "wix_timeout" | "rate_limited" | "overloaded" | "validation_failed" | "payload_too_large" | "unsupported_media_type" | "method_not_allowed" | "precondition_failed" | "request_timeout" | "headers_too_large" | "invalid_signature" | "webhook_store_unavailable" | "database_unavailable" | "internal_error";
            errors?: components["schemas"]["Violation"][];
            /** @description Wix's own `applicationError.code`. */
            wixCode?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The id of this request, given by the gateway. */
        "X-Request-Id": string;
        /** @description RFC 6750 §3. */
        "WWW-Authenticate": string;
        /** @description Seconds after which asking again makes sense. */
        "Retry-After": number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The process runs. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Malformed request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded";
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests are welcome. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Malformed request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded";
                    };
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether a member is logged in. */
                        loggedIn: boolean;
                        /** @description Whom the session speaks for; null before its first use. */
                        identity: {
                            /** @enum {string} */
                            type: "VISITOR" | "MEMBER";
                            /** @description Visitor id or member id, depending on the type. */
                            id: string;
                        } | null;
                        /**
                         * Format: date-time
                         * @description When the access token behind the session ends (UTC). It is renewed by itself.
                         */
                        expiresAt: string | null;
                    };
                };
            };
            /** @description Malformed request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request";
                    };
                };
            };
            /** @description Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    login: {
        parameters: {
            query?: {
                /** @description The page to come back to: a path of this origin. */
                returnToUrl?: string;
                /** @description The same, by the name of Wix's documentation. */
                returnUrl?: string;
                /** @description `none` asks nobody: who is not logged in at Wix comes back with `error=login_required`. */
                prompt?: "login" | "none";
                /** @description Goes straight to a social login. */
                idp?: "google" | "facebook";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The login page of Wix. */
            302: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    /** @description Where the browser goes on. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    loginByPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomLoginDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Where the login stands, by Wix's names.
                         * @enum {string}
                         */
                        state: "SUCCESS" | "REQUIRE_EMAIL_VERIFICATION" | "REQUIRE_OWNER_APPROVAL" | "STATUS_CHECK" | "REQUIRE_MISSING_FIELDS";
                        /**
                         * Format: uri
                         * @description With `SUCCESS`: send the browser there. It comes back logged in.
                         */
                        loginUrl?: string;
                        /** @description With `REQUIRE_EMAIL_VERIFICATION`: goes to `POST /api/auth/verify` with the code of the mail. */
                        verification?: string;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Cross-site request; CAPTCHA required; CAPTCHA rejected; Login refused; Password reset required */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "cross_site_request" | "captcha_required" | "captcha_rejected" | "login_refused" | "password_reset_required";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    finishLogin: {
        parameters: {
            query: {
                error?: string;
                code?: string;
                /** @description Of the login, once and in the browser that began it. */
                state: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The return URL of the login, with `error` in its query when nobody was logged in. */
            302: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    /** @description Where the browser goes on. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed request; Validation failed; Invalid login */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed" | "login_invalid";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: {
                /** @description The same, by Wix's other name. */
                returnUrl?: string;
                /** @description May stand in the form instead. */
                returnToUrl?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The logout of Wix; the return URL when Wix has no part in it, or fails. */
            303: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    /** @description Where the browser goes on. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "database_unavailable";
                    };
                };
            };
        };
    };
    finishLogout: {
        parameters: {
            query?: {
                returnTo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The return URL of the logout. */
            302: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    /** @description Where the browser goes on. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded";
                    };
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Where the login stands, by Wix's names.
                         * @enum {string}
                         */
                        state: "SUCCESS" | "REQUIRE_EMAIL_VERIFICATION" | "REQUIRE_OWNER_APPROVAL" | "STATUS_CHECK" | "REQUIRE_MISSING_FIELDS";
                        /**
                         * Format: uri
                         * @description With `SUCCESS`: send the browser there. It comes back logged in.
                         */
                        loginUrl?: string;
                        /** @description With `REQUIRE_EMAIL_VERIFICATION`: goes to `POST /api/auth/verify` with the code of the mail. */
                        verification?: string;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Cross-site request; CAPTCHA required; CAPTCHA rejected */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "cross_site_request" | "captcha_required" | "captcha_rejected";
                    };
                };
            };
            /** @description E-mail address already registered */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "email_already_registered";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description Where the login stands, by Wix's names.
                         * @enum {string}
                         */
                        state: "SUCCESS" | "REQUIRE_EMAIL_VERIFICATION" | "REQUIRE_OWNER_APPROVAL" | "STATUS_CHECK" | "REQUIRE_MISSING_FIELDS";
                        /**
                         * Format: uri
                         * @description With `SUCCESS`: send the browser there. It comes back logged in.
                         */
                        loginUrl?: string;
                        /** @description With `REQUIRE_EMAIL_VERIFICATION`: goes to `POST /api/auth/verify` with the code of the mail. */
                        verification?: string;
                    };
                };
            };
            /** @description Malformed request; Validation failed; Invalid login */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed" | "login_invalid";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Cross-site request; Login refused */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "cross_site_request" | "login_refused";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordDto"];
            };
        };
        responses: {
            /** @description If there is such a member, Wix sends the mail. */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Invalid access token */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "invalid_token";
                    };
                };
            };
            /** @description Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    getIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uuid
                         * @description The installation of the app on this site.
                         */
                        instanceId: string;
                        /**
                         * Format: uuid
                         * @description The site, when Wix tells it.
                         */
                        siteId: string | null;
                        /** @description Who is calling. */
                        identity: {
                            /** @enum {string} */
                            type: "VISITOR" | "MEMBER" | "USER";
                            /** @description Visitor id, member id or Wix user id, depending on the type. */
                            id: string;
                        };
                        /**
                         * Format: date-time
                         * @description When the access token ends (UTC).
                         */
                        expiresAt: string;
                    };
                };
            };
            /** @description Malformed request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The app on this site. */
                        instance: {
                            /** Format: uuid */
                            instanceId: string;
                            appName: string;
                            appVersion?: string;
                            isFree: boolean;
                        };
                        site: {
                            /** Format: uuid */
                            siteId: string;
                            siteDisplayName?: string;
                            locale?: string;
                            paymentCurrency?: string;
                            /** @description Only of a published site. */
                            url?: string;
                            multilingual?: {
                                isMultiLingual?: boolean;
                                supportedLanguages?: {
                                    languageCode?: string;
                                    locale?: {
                                        languageCode?: string;
                                        country?: string;
                                    };
                                    isPrimary?: boolean;
                                    countryCode?: string;
                                    resolutionMethod?: string;
                                    isVisitorPrimary?: boolean;
                                }[];
                            };
                        };
                    };
                };
            };
            /** @description Malformed request; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; App token rejected; Wix permission missing; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    getInstanceDetails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        instance: {
                            /** Format: uuid */
                            instanceId: string;
                            appName: string;
                            appVersion?: string;
                            isFree: boolean;
                            /** @description The plan that was bought; absent when the app is free. */
                            billing?: {
                                packageName?: string;
                                billingCycle?: string;
                                /** Format: date-time */
                                timeStamp?: string;
                                /** Format: date-time */
                                expirationDate?: string;
                                autoRenewing?: boolean;
                            } & {
                                [key: string]: unknown;
                            };
                            permissions?: string[];
                            /** @description On a duplicated site, the instance it was copied from. */
                            originInstanceId?: string | null;
                        } & {
                            [key: string]: unknown;
                        };
                        site: {
                            /** Format: uuid */
                            siteId: string;
                            siteDisplayName?: string;
                            locale?: string;
                            paymentCurrency?: string;
                            /** @description Only of a published site. */
                            url?: string;
                            multilingual?: {
                                isMultiLingual?: boolean;
                                supportedLanguages?: {
                                    languageCode?: string;
                                    locale?: {
                                        languageCode?: string;
                                        country?: string;
                                    };
                                    isPrimary?: boolean;
                                    countryCode?: string;
                                    resolutionMethod?: string;
                                    isVisitorPrimary?: boolean;
                                }[];
                            };
                            description?: string;
                            ownerEmail?: string;
                            ownerInfo?: {
                                email?: string;
                                emailStatus?: string;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            /** @description Malformed request; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; App token rejected; Wix permission missing; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description Members on the page. */
                limit?: number;
                /** @description Members to leave out before the page. */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: ({
                            /** Format: uuid */
                            id: string;
                            loginEmail?: string;
                            status?: string;
                            contactId?: string;
                            privacyStatus?: string;
                            profile?: {
                                nickname?: string;
                                slug?: string;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        })[];
                        metadata?: {
                            count?: number;
                            offset?: number;
                            total?: number;
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Malformed request; Validation failed; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; App token rejected; Wix permission missing; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    getCurrentMember: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description A site member as Wix answers it. */
                        member: {
                            /** Format: uuid */
                            id: string;
                            loginEmail?: string;
                            status?: string;
                            contactId?: string;
                            privacyStatus?: string;
                            profile?: {
                                nickname?: string;
                                slug?: string;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Malformed request; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    queryProducts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QueryProductsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        products: {
                            id: string;
                            name?: string;
                            slug?: string;
                            visible?: boolean;
                            productType?: string;
                            description?: string;
                            sku?: string;
                            weight?: number;
                            weightRange?: {
                                [key: string]: unknown;
                            };
                            stock?: {
                                [key: string]: unknown;
                            };
                            price?: {
                                currency?: string;
                                price?: number;
                                discountedPrice?: number;
                                formatted?: {
                                    [key: string]: unknown;
                                };
                            } & {
                                [key: string]: unknown;
                            };
                            priceData?: {
                                [key: string]: unknown;
                            };
                            convertedPriceData?: {
                                [key: string]: unknown;
                            };
                            priceRange?: {
                                [key: string]: unknown;
                            };
                            pricePerUnitData?: {
                                [key: string]: unknown;
                            };
                            additionalInfoSections?: {
                                [key: string]: unknown;
                            }[];
                            ribbon?: string;
                            ribbons?: {
                                [key: string]: unknown;
                            }[];
                            brand?: string;
                            media?: {
                                [key: string]: unknown;
                            };
                            customTextFields?: {
                                [key: string]: unknown;
                            }[];
                            manageVariants?: boolean;
                            productOptions?: {
                                [key: string]: unknown;
                            }[];
                            productPageUrl?: {
                                [key: string]: unknown;
                            };
                            numericId?: string;
                            inventoryItemId?: string;
                            discount?: {
                                [key: string]: unknown;
                            };
                            collectionIds?: string[];
                            variants?: {
                                id?: string;
                                choices?: {
                                    [key: string]: unknown;
                                };
                                variant?: {
                                    priceData?: {
                                        [key: string]: unknown;
                                    };
                                    convertedPriceData?: {
                                        [key: string]: unknown;
                                    };
                                    pricePerUnitData?: {
                                        [key: string]: unknown;
                                    };
                                    weight?: number;
                                    sku?: string;
                                    visible?: boolean;
                                };
                                stock?: {
                                    [key: string]: unknown;
                                };
                            }[];
                            lastUpdated?: string;
                            createdDate?: string;
                            seoData?: {
                                [key: string]: unknown;
                            };
                        }[];
                        metadata?: {
                            items?: number;
                            offset?: number;
                        } & {
                            [key: string]: unknown;
                        };
                        totalResults?: number;
                    };
                };
            };
            /** @description Malformed request; Validation failed; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; App token rejected; Wix permission missing; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    readSettings: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What stands above the widget. */
                        title: string;
                        /**
                         * @description `auto` follows the visitor.
                         * @enum {string}
                         */
                        theme: "light" | "dark" | "auto";
                        /** @description `#rrggbb`. */
                        accentColor: string;
                        /** @description Whether visitors see the widget. */
                        published: boolean;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    saveSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. Without it, whatever was saved in between is replaced. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveSettingsDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What stands above the widget. */
                        title: string;
                        /**
                         * @description `auto` follows the visitor.
                         * @enum {string}
                         */
                        theme: "light" | "dark" | "auto";
                        /** @description `#rrggbb`. */
                        accentColor: string;
                        /** @description Whether visitors see the widget. */
                        published: boolean;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    callInstanceGetInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown[];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result?: Record<string, never> | unknown[] | string | number | boolean | null;
                    };
                };
            };
            /** @description Malformed request; Validation failed; Wix refused the request */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed" | "wix_400";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Not found at Wix */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 404;
                        /** @enum {string} */
                        code: "wix_404";
                    };
                };
            };
            /** @description Conflict at Wix */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 409;
                        /** @enum {string} */
                        code: "wix_409";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Precondition required by Wix */
            428: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 428;
                        /** @enum {string} */
                        code: "wix_428";
                    };
                };
            };
            /** @description Too many requests; Wix rate limit reached */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited" | "wix_rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Elevation refused; App token rejected; Wix permission missing; Wix unavailable */
            502: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 502;
                        /** @enum {string} */
                        code: "elevation_refused" | "app_token_rejected" | "wix_permission_missing" | "wix_unavailable";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable; Elevation unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable" | "elevation_unavailable";
                    };
                };
            };
            /** @description Wix timed out */
            504: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 504;
                        /** @enum {string} */
                        code: "wix_timeout";
                    };
                };
            };
        };
    };
    callInstanceWhoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown[];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result?: Record<string, never> | unknown[] | string | number | boolean | null;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    callInstanceMemberOnly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown[];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result?: Record<string, never> | unknown[] | string | number | boolean | null;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    callInstanceAdminOnly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown[];
            };
        };
        responses: {
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        result?: Record<string, never> | unknown[] | string | number | boolean | null;
                    };
                };
            };
            /** @description Malformed request; Validation failed */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 400;
                        /** @enum {string} */
                        code: "invalid_request" | "validation_failed";
                    };
                };
            };
            /** @description Authentication required; Invalid access token; Session expired */
            401: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 401;
                        /** @enum {string} */
                        code: "authentication_required" | "invalid_token" | "session_expired";
                    };
                };
            };
            /** @description Identity not allowed; App not installed; Cross-site request */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 403;
                        /** @enum {string} */
                        code: "identity_not_allowed" | "app_not_installed" | "cross_site_request";
                    };
                };
            };
            /** @description Payload too large */
            413: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 413;
                        /** @enum {string} */
                        code: "payload_too_large";
                    };
                };
            };
            /** @description Unsupported media type */
            415: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 415;
                        /** @enum {string} */
                        code: "unsupported_media_type";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 429;
                        /** @enum {string} */
                        code: "rate_limited";
                    };
                };
            };
            /** @description Internal error */
            500: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 500;
                        /** @enum {string} */
                        code: "internal_error";
                    };
                };
            };
            /** @description Overloaded; Token Info unavailable; Database unavailable */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {integer} */
                        status: 503;
                        /** @enum {string} */
                        code: "overloaded" | "token_info_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
}
