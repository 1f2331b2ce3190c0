import type { EntityManager } from '@mikro-orm/postgresql';

/** Lets an EntityManager throw instead of doing anything once a test is over. */
export function guarded(em: EntityManager, isOver: AbortSignal): EntityManager {
  // Whatever it does begins with this.
  const getContext = em.getContext.bind(em);
  em.getContext = (validate) => {
    isOver.throwIfAborted();
    return getContext(validate);
  };
  return em;
}
