// Entities of a project, with the older decorators: what a reading room has in MikroORM.

import { BigIntType, Collection, type Opt, PrimaryKeyProp, type Ref, type Rel, Type } from '@mikro-orm/core';
import {
  Embeddable,
  Embedded,
  Entity,
  Enum,
  Filter,
  Formula,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryKey,
  Property,
} from '@mikro-orm/decorators/legacy';

/** An amount that the database keeps as a whole number of cents. */
export class Amount {
  readonly cents: number;
  constructor(cents: number) {
    this.cents = cents;
  }
}

class AmountType extends Type<Amount, number> {
  override convertToDatabaseValue(value: Amount): number {
    return value.cents;
  }
  override convertToJSValue(value: number): Amount {
    return new Amount(value);
  }
  override getColumnType(): string {
    return 'int';
  }
  override compareAsType(): string {
    return 'number';
  }
}

@Embeddable()
export class Address {
  @Property({ type: 'string' })
  street!: string;

  @Property({ type: 'string', nullable: true })
  city?: string | null;
}

@Embeddable()
export class Settings {
  @Property({ type: 'boolean' })
  dark!: boolean;

  @Property({ type: 'string' })
  language!: string;
}

@Entity({ abstract: true })
export abstract class Base {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'datetime', onCreate: () => new Date() })
  createdAt!: Date & Opt;
}

export type Standing = 'guest' | 'regular';

@Entity({ tableName: 'people' })
export class Reader extends Base {
  @Property({ type: 'string', length: 60, unique: true })
  email!: string;

  @Property({ type: 'string', fieldName: 'givenName' })
  firstName!: string;

  @Enum({ items: ['guest', 'regular'] })
  standing!: Standing;

  @Embedded(() => Address)
  address!: Address;

  @Embedded(() => Settings, { object: true })
  settings!: Settings;

  @OneToMany(
    () => Book,
    (book) => book.owner,
  )
  books = new Collection<Book>(this);

  greeting(): string {
    return `Hello ${this.firstName}`;
  }
}

@Entity()
export class Tag extends Base {
  @Property({ type: 'string', length: 20, unique: true })
  name: string;

  constructor(name: string) {
    super();
    this.name = name.toLowerCase();
  }
}

@Entity()
@Filter({ name: 'present', cond: { removedAt: null }, default: true })
export class Book extends Base {
  @Property({ type: 'string' })
  title!: string;

  @Property({ type: AmountType })
  price!: Amount;

  @Property({ type: new BigIntType('string') })
  isbn!: string;

  @ManyToOne(() => Reader, { ref: true })
  owner!: Ref<Reader>;

  @ManyToMany(() => Tag)
  tags = new Collection<Tag>(this);

  @Property({ type: 'datetime', nullable: true })
  removedAt?: Date | null;

  @Property({ type: 'text', lazy: true, nullable: true })
  summary?: string | null;

  @Formula((columns) => `upper(${columns.title})`, { type: 'string' })
  loudTitle?: string & Opt;
}

@Entity({ discriminatorColumn: 'kind', abstract: true })
export abstract class Medium extends Base {
  @Enum({ items: ['film', 'record'] })
  kind!: 'film' | ('record' & Opt);

  @ManyToOne(() => Book, { nullable: true })
  about?: Rel<Book> | null;
}

@Entity({ discriminatorValue: 'film' })
export class Film extends Medium {
  @Property({ type: 'integer' })
  minutes!: number;
}

@Entity({ discriminatorValue: 'record' })
export class Recording extends Medium {
  @Property({ type: 'integer' })
  sides!: number;
}

/** Its key is the key of another, and so is half of that of its copies. */
@Entity()
export class Shelf {
  [PrimaryKeyProp]?: ['room', 'place'];

  @PrimaryKey({ type: 'integer' })
  room!: number;

  @PrimaryKey({ type: 'integer' })
  place!: number;
}

@Entity()
export class Copy extends Base {
  @ManyToOne(() => Shelf)
  shelf!: Rel<Shelf>;

  @ManyToOne(() => Book)
  book!: Rel<Book>;
}

@Entity()
export class Card {
  [PrimaryKeyProp]?: 'reader';

  @OneToOne(() => Reader, { primary: true })
  reader!: Rel<Reader>;

  @Property({ type: 'string' })
  code!: string;
}

/** Each kind of account has a table of its own beside that of all accounts. */
@Entity({ inheritance: 'tpt' })
export abstract class Account extends Base {
  @Property({ type: 'string', length: 40 })
  owner!: string;
}

@Entity()
export class Savings extends Account {
  @Property({ type: 'integer' })
  percent!: number;
}
