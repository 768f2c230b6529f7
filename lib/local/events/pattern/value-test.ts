/** Tests one value of an event's field: a string, number, boolean or null. */
export type ValueTest = (value: unknown) => boolean;

/** Makes a test of what stands behind an operator. @throws InvalidEventPatternError where it cannot stand there */
export type Operator = (argument: unknown) => ValueTest;
