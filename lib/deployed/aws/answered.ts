import { ServiceRefusedError } from '../service-refused-error';

/**
 * The answer to a call.
 *
 * @param call the operation, such as `Lambda ListFunctions`
 * @throws ServiceRefusedError when there is none
 */
export async function answered<Answer>(call: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw new ServiceRefusedError(call, error);
  }
}

/**
 * What all pages of an answer hold.
 *
 * @throws ServiceRefusedError when one of them does not come
 */
export async function collected<Page, Item>(
  call: string,
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  try {
    for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  } catch (error) {
    throw new ServiceRefusedError(call, error);
  }
  return items;
}

/**
 * An answer, or something else where AWS says by one of these errors that the thing is not there.
 *
 * @throws ServiceRefusedError for any other error
 */
export async function unlessMissing<Answer, Else>(
  answer: Promise<Answer>,
  missing: readonly string[],
  otherwise: Else,
): Promise<Answer | Else> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ServiceRefusedError && error.isNamed(...missing)) return otherwise;
    throw error;
  }
}
