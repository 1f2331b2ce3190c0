/** As PostgreSQL writes a `bytea`: `\\x6869`. */
export const bytesText = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
