/** What is attached to an object, and who attached it. */
interface Attachment {
  readonly by: ObjectSlot<unknown>;
  value: unknown;
}

function itself(this: unknown, object: object): object {
  return object;
}

/** Gives its private field to the object that it is made with, where no other code sees it. */
class Holder extends (itself as unknown as new (object: object) => object) {
  #attachment: Attachment;

  constructor(object: object, attachment: Attachment) {
    super(object);
    this.#attachment = attachment;
  }

  static of(object: object): Attachment | undefined {
    return #attachment in object ? object.#attachment : undefined;
  }
}

/**
 * Remembers something about objects for as long as they live, as a WeakMap does. With one object in
 * each row and entity, a WeakMap takes the garbage collector longer than making the rows does.
 *
 * @example
 * const entities = new ObjectSlot<object>();
 * entities.set(row, entity);
 */
export class ObjectSlot<T> {
  /** Of objects to which another slot has attached something before. */
  readonly #others = new WeakMap<object, T>();

  get(object: object): T | undefined {
    const attachment = Holder.of(object);
    if (attachment === undefined) return undefined;
    // Only `set` makes attachments of ours.
    return attachment.by === this ? (attachment.value as T) : this.#others.get(object);
  }

  set(object: object, value: T): void {
    const attachment = Holder.of(object);
    if (attachment === undefined) new Holder(object, { by: this, value });
    else if (attachment.by === this) attachment.value = value;
    else this.#others.set(object, value);
  }
}
