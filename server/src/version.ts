// The version of the product, put in by the build from package.json.

declare const EXCHANGE_CBA_VERSION: string | undefined;

/** `0.0.0-dev` where the sources run unbundled. */
export const version = typeof EXCHANGE_CBA_VERSION === 'string' ? EXCHANGE_CBA_VERSION : '0.0.0-dev';
