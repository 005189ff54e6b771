/**
 * The credentials the emulator plays Wix with when its environment names no others. They are public, so they protect
 * nothing: a gateway must refuse them in production.
 */
export const WELL_KNOWN_APP_ID = '11f79a6e-0e3b-4c0a-9d2c-5a1e6b0f4a01';
export const WELL_KNOWN_CLIENT_ID = '22f79a6e-0e3b-4c0a-9d2c-5a1e6b0f4a02';
export const WELL_KNOWN_APP_SECRET = 'liftgate-emulator-app-secret-do-not-use-in-production';

/** The password of every sample member, printed on the login page. */
export const WELL_KNOWN_MEMBER_PASSWORD = 'wix-emulator';
/** The code that e-mail verification accepts: the emulator sends no e-mail. */
export const WELL_KNOWN_VERIFICATION_CODE = '123456';

/** RSA-2048, for tests only: signs webhooks and service plugin requests. Anybody may know it. */
export const WELL_KNOWN_APP_PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCsTdiPs10lduSN
h8jMiQ81kwiRm0cA5MirzdteaiRPAvXJwBiCKbXt7F/MQ4MHjZ20TN9AIV9RkDa4
XOYhCltahAYHEuw2ub7z4HFKWlL3ErV6+Jo89sILhhgabIxPVG3LEcwd0X1Eeh10
xpLQhusvvhHyFAzH5pMePtZIlm3eyBdqH/EdsHK02o+Irgt3WxjkcqHI/EBda45x
Aqzou9dREqPj6tm97YVfl8riV98xvXjYspzZFDTsapHw2F6SMlEul1WzJAVbneH+
qNcRkVbks3Zmjp57XzeSRoGHFaouXM2L9pcrswyq+l60LxS6kAuOhPekS1231BfB
+yLIq28TAgMBAAECggEACSFmPesqdEScxOEyo0q0sHPrqtJDIh7S1sPQVuxMo0E2
vBZUANBsBcEWVyZ8CDJEGUdPjJWYIvl/j30gwWnL6yZ+2UYdQqMiJXM5yE+0AMgQ
L4WCoC4P8fi3ne2C8Ts58YkDu3rGkWff2A3OaYK/bhFmNbaZR3Mw+D5/2sCEmZ8D
f+Yii9FwjmqButiv7NwLlcBFwRTefVN4jsbenOQmImXBWD3tzEuxccgRiG+oFyJ+
VzkjLCMBcB+OeMlyDZ024XrbbPPU1aYGsG2j+5Yo7R4zVV7kZyERDC+48T9sFCfZ
P2ygHDGuXuHBOIvu0CxpWKVaA6VJLiFYFhXC8TFsjQKBgQDZG9+oOOB4InIdk6nV
MIf3YRlYYs1bAcxRd//NUNkagR/+7QVpOtrL0KblKEf4xyTR0j0Clf/JHmb71GsV
qXGcjBw3Kd/6qQiQmGIJ6ta15aC/LqpuAsjIkTuZ+rxMhnE1sb+SXk+JEryur+sm
ZEN6coly6fl692ROMT1wo7dRvwKBgQDLK1Mo6s8XV/vzUC74pb9OP6ChU86Iadbz
Ywf0ocsZA5sKchc7JnzbVYD2Zfnk6IhArjY6RvLvy1YKujt3GXu1bmVhXFFKEcWc
/2Uts4Oi9DP9RFUjMEA5H9LC0Ncfyn98I9dMGRjfcGBgDO2F03A4CGJgQFk4j+sJ
A8KL+cEPrQKBgBrEZP7IhGRLWuZqnjW6lgjZ39YV2FuwDRC+Srt1jE7IPLmhX1lp
+C/Iucrm/HiflNqJoRwAgli5dtj1h35UNb2nSJNEhmjRDk1FfFDcszwZ44euqTSH
A1o3DbIeR7jnmm2UTJovJn8v4DNpXQSOuAMQvAF+91NBzQwW5gxNIvzhAoGBALbO
DM1MOXnvmKudAiaIPFHTvlxqY/MqCFaGTKo4yd1/+Qi1D2IRh1Zy4M7Tgr4M3EwW
dISLQhuxAYI1fzvymfTtmBq6TgovY3eX9Rnh5BfDUuQXj+NRjvfXQnQ4JNheA8dX
GGlIS7EAFDdYan93eAlywdGJFL5oADrkPzBjUOshAoGAI2MUhklxQoZLWBXaqn4Y
hmUkpu9fizB11+W2Ah1tYo1b/jDbDC90gf4HmdmiGr74/r4hG2e0waCHD+iH+C+a
VDU9XPXrpdlkdT6GvUwTeiRVowJM4fSdiRQtsxacNOJwCWAYOvN0dN+/LAMrFfSM
61Q2XWWDLgrR8e63+2k27Qs=
-----END PRIVATE KEY-----`;
