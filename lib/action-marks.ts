/** The property that tells a handler of the modern form from HubSpot's, in whatever bundle it is. */
export const actionMark = Symbol.for('coded-actions.action');

/** The property that tells an author's errors, in whatever bundle they are. */
export const errorMark = Symbol.for('coded-actions.error');
