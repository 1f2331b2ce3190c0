import { Type } from '@mikro-orm/core';

/** What a `jsonb` column holds. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A path of labels such as `ml.winter.week1`, PostgreSQL's `ltree`; a plain string here. */
export class LtreeType extends Type<string, string> {
  override getColumnType(): string {
    return 'ltree';
  }
}

/** An IPv4 or IPv6 address, PostgreSQL's `inet`; a plain string here. */
export class InetType extends Type<string, string> {
  override getColumnType(): string {
    return 'inet';
  }
}
