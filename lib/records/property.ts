/** The value of a record's property: any JSON. */
export type Property = string | number | boolean | null | Property[] | { [name: string]: Property };
